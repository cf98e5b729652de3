"""Firefox by the protocol that it speaks itself (WebDriver BiDi): open a page, ask, drag, take a screenshot."""

import itertools
import json
import re
import subprocess
from base64 import b64decode
from dataclasses import dataclass, field


@dataclass
class Firefox:
    """A Firefox without a window: ``command`` is the program, ``profile`` an empty folder for its settings."""

    command: str
    profile: str
    count: itertools.count = field(default_factory=lambda: itertools.count(1))

    def __enter__(self):
        import websocket

        options = ["--headless", "--no-remote", "--profile", self.profile, "--remote-debugging-port", "0"]
        self.process = subprocess.Popen([self.command, *options], stderr=subprocess.PIPE, text=True)
        address = next(filter(None, (re.search(r"BiDi listening on (ws://\S+)", line) for line in self.process.stderr)))
        self.socket = websocket.create_connection(address[1] + "/session", suppress_origin=True, timeout=60)
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.tab = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.errors = []
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
        self.process.stderr.close()

    def call(self, method, **params):
        """The answer to one command; what the page logs meanwhile is noted down."""
        number = next(self.count)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (reply := json.loads(self.socket.recv())).get("id") != number:
            if reply.get("method") == "log.entryAdded" and reply["params"]["level"] in {"error", "warn"}:
                self.errors.append(reply["params"]["text"])
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['message']}")
        return reply["result"]

    def open(self, address):
        """Go to a page."""
        self.call("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def ask(self, expression):
        """The value of an expression in the page, or of the promise that it gives."""
        text = f"Promise.resolve({expression}).then(value => JSON.stringify(value))"
        reply = self.call("script.evaluate", expression=text, target={"context": self.tab}, awaitPromise=True)
        if reply["type"] != "success":
            raise RuntimeError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def drag(self, *places):
        """Press the mouse at the first place, move it to the others, release it."""
        (x, y), *others = places
        steps = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}]
        steps += [{"type": "pointerMove", "x": x, "y": y, "duration": 50} for x, y in others]
        steps = [step | {k: round(v) for k, v in step.items() if k in "xy"} for step in steps]
        mouse = {"type": "pointer", "id": "mouse", "actions": [*steps, {"type": "pointerUp", "button": 0}]}
        self.call("input.performActions", context=self.tab, actions=[mouse])

    def screenshot(self):
        """What is seen, as PNG."""
        return b64decode(self.call("browsingContext.captureScreenshot", context=self.tab)["data"])
