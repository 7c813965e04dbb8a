"""The line between a viewer's browser and their calculation: what is sent goes out at once.

Each answer is announced by a short message. Without this, the system would hold the answer back until the browser has
acknowledged the announcement (Nagle's algorithm against delayed acknowledgements): 40 of 60 milliseconds at each step
of a slider.
"""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptChannels(ZMQChannelsWebsocketConnection):
    """Jupyter's own line, without waiting for more to send; voila.json names it."""

    def connect(self) -> Any:
        """Open the line."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
