"""All that knows Kiwify's wire. It imports nothing of ours: it is handed where to keep its token."""
