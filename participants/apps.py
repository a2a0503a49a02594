from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Portaria")

    def ready(self) -> None:
        from .watching.listening import listen  # models are there only now

        listen()
