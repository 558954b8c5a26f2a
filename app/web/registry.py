"""Every callback of the app and the right it takes; what is not here is refused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from dash import ClientsideFunction, Input, State
from werkzeug.exceptions import BadRequest

from app.web import ids
from app.web.fault_log import log_fault
from app.web.here import here_at
from app.web.sent_files import FileAddress, FileEntry, Pace
from app.web.visitor import current_visitor
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash import Dash, Output

    from app.services.access import Action
    from app.web.here import Here
    from app.web.sent_files import Take
    from app.web.site import Site

Function = TypeVar("Function", bound="Callable[..., Any]")
# What wrong values raise in a page that was not asked by its own controls.
_WRONG_VALUES = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What a callback takes.

    Attributes
    ----------
    action : Action or None
        Right that it takes; None is open to every account.
    server : bool
        Whether it is answered here, not in the browser.
    polled : bool
        Whether the page asks by itself: then it does not keep a session alive.
    """

    action: Action | None
    server: bool = True
    polled: bool = False


class Registry:
    """
    Adds callbacks to an app, each with the right that it takes.

    Parameters
    ----------
    app : Dash
        Gets the callbacks.
    site : Site
        On what they work.
    """

    def __init__(self, app: Dash, site: Site) -> None:
        self._app = app
        self._site = site
        # Whether what is added now belongs to a page of one campaign.
        self._of_campaign = False
        self.entries: dict[str, Entry] = {}
        self.files: dict[str, FileEntry] = {}
        self._pace = Pace()

    def add_page(
        self, register: Callable[[Registry], None], *, of_campaign: bool
    ) -> None:
        """
        Add the callbacks of a page.

        Parameters
        ----------
        register : callable
            Of the page.
        of_campaign : bool
            Whether the page shows one campaign: then its callbacks are not there for
            an address that names none, and ``here.campaign`` is never None in them.
        """
        self._of_campaign = of_campaign
        register(self)
        self._of_campaign = False

    def callback(
        self,
        action: Action | None,
        *,
        inputs: Any,  # noqa: ANN401 - any grouping of inputs and states, as Dash has it
        output: Any = None,  # noqa: ANN401 - any grouping of outputs
        polled: bool = False,
        **options: Any,  # noqa: ANN401 - of Dash
    ) -> Callable[[Function], Function]:
        """
        Let a function answer; it is called with `Here` and then its inputs.

        Parameters
        ----------
        action : Action or None
            Right that it takes, on the campaign of the address where that names one;
            None is open to every account.
        inputs : grouping
            Inputs and states: one of them, a list (given one by one after ``here``) or
            a mapping (given by name). The address of the page is added.
        output : grouping, optional
            As in any callback.
        polled : bool
            Whether an interval asks, not a person.
        **options
            Of ``Dash.callback``, such as ``prevent_initial_call``.

        Returns
        -------
        callable
            Decorator; the function stays as it is.
        """
        if output is not None:
            options["output"] = output

        of_campaign = self._of_campaign

        def add(function: Function) -> Function:
            @wraps(function)
            def answer(page: Any, path: Any, search: Any) -> Any:  # noqa: ANN401
                here = here_at(
                    self._site, current_visitor(), _text(path), _text(search)
                )
                if of_campaign and here.campaign is None:
                    raise UnknownNameError("campaign", "", ())
                if action is not None:
                    place = None if here.campaign is None else here.campaign.id
                    here.actor.require(action, place)
                return _called(function, here, page)

            asked = {
                "page": inputs,
                "path": State(ids.URL, "pathname"),
                "search": State(ids.URL, "search"),
            }
            self._enter(
                lambda: self._app.callback(inputs=asked, **options)(answer),
                Entry(action, polled=polled),
            )
            return function

        return add

    def file(self, rule: str, action: Action, most: int, take: Take) -> None:
        """
        Let a function take the files that are sent to an address.

        Parameters
        ----------
        rule : str
            The address; ``<key>`` stands for that of a campaign.
        action : Action
            Right that it takes, on that campaign.
        most : int
            Bytes of a file.
        take : callable
            As of `app.web.sent_files.FileAddress`.
        """
        entry = self.files[rule] = FileEntry(action, most)
        answer = FileAddress(self._site, entry, take, self._pace)
        self._app.server.add_url_rule(
            rule, f"file {rule}", lambda key="": answer(key), methods=["POST"]
        )

    def surroundings(
        self,
        output: Any,  # noqa: ANN401 - any grouping of outputs, as Dash has it
    ) -> Callable[[Callable[[str, str], Any]], None]:
        """
        Let a function answer every account at every address, and judge by itself.

        For what surrounds the pages: it is called with path and search of the address.

        Parameters
        ----------
        output : grouping
            As in any callback.

        Returns
        -------
        callable
            Decorator.
        """

        def add(function: Callable[[str, str], Any]) -> None:
            def answer(path: Any, search: Any) -> Any:  # noqa: ANN401
                return function(_text(path), _text(search))

            address = [Input(ids.URL, "pathname"), Input(ids.URL, "search")]
            self._enter(
                lambda: self._app.callback(output=output, inputs=address)(answer),
                Entry(None),
            )

        return add

    def in_browser(self, name: str, *arguments: Input | Output | State) -> None:
        """
        Let a function of ``assets/10-aforo.js`` answer; no request is made.

        Parameters
        ----------
        name : str
            Function in the namespace ``aforo``.
        *arguments : Input, Output or State
            As in any callback; it does not run when the page loads.
        """
        function = ClientsideFunction(namespace="aforo", function_name=name)
        self._enter(
            lambda: self._app.clientside_callback(  # type: ignore[no-untyped-call]
                function, *arguments, prevent_initial_call=True
            ),
            Entry(None, server=False),
        )

    def check(self) -> None:
        """
        Require that the app has no other callbacks than these.

        Raises
        ------
        RuntimeError
            If one was added in another way, and so without a right.
        """
        strange = set(self._app.callback_map) ^ set(self.entries)
        if strange:
            raise RuntimeError(f"callbacks without a right: {sorted(strange)}")

    def _enter(self, add: Callable[[], object], entry: Entry) -> None:
        before = set(self._app.callback_map)
        add()
        (key,) = set(self._app.callback_map) - before
        self.entries[key] = entry


def _text(said: object) -> str:
    """Part of the address as the browser tells it; anything else is no address."""
    return said if isinstance(said, str) else ""


def _called(function: Callable[..., Any], here: Here, page: object) -> object:
    """Call a page's function; values that it cannot work with are the asker's fault."""
    try:
        if isinstance(page, dict):
            return function(here, **page)
        if isinstance(page, (list, tuple)):
            return function(here, *page)
        return function(here, page)
    except WfmError:
        raise
    except _WRONG_VALUES as error:
        log_fault(error)
        raise BadRequest from error
