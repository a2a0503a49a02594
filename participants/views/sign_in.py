from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from .last_door import forget_door
from .problems import problem


class NameAndPassword(AuthenticationForm):
    # The log of wrong passwords has no room for more.
    username = UsernameField(max_length=150)


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "sign_in.html"
    authentication_form = NameAndPassword


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        # The way back must not show the last guest's name to whoever finds the tablet.
        response["Clear-Site-Data"] = '"cache"'
        forget_door(response)
        return response


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """django-axes' answer after too many wrong passwords for one name from one address."""
    return problem(request, code="locked_out", status=429)
