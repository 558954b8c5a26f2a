"""First page, campaigns, settings and administration: laid out, asked, refused."""

from __future__ import annotations

import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.new import NewCampaign, start_campaign
from app.services.campaigns.stored import campaign_list
from app.services.people import own_requests
from app.storage import jobs
from tests.app.conftest import ENGINES
from tests.app.services.small_store import someone
from tests.app.web.conftest import built
from tests.app.web.world import NEAR, ask, body_of

OPEN = {
    "/": set(Role),
    "/campaigns": {
        *(Role.OPERATIONS_DIRECTOR, Role.PLANNER, Role.SUPERVISOR),
        *(Role.HR_DIRECTOR, Role.QUALITY),
    },
    f"/c/{NEAR}/settings": {Role.OPERATIONS_DIRECTOR, Role.PLANNER},
    "/admin/jobs": {Role.OPERATIONS_DIRECTOR, Role.PLANNER, Role.ADMINISTRATOR},
    "/admin/rules": {
        *(Role.OPERATIONS_DIRECTOR, Role.PLANNER, Role.HR_DIRECTOR),
        Role.ADMINISTRATOR,
    },
    "/admin/accounts": {Role.ADMINISTRATOR},
    "/admin/audit": {Role.OPERATIONS_DIRECTOR, Role.ADMINISTRATOR},
    "/admin/backups": {Role.ADMINISTRATOR},
}
PAGE = "..page.children...page-title.data...navigation.children.."


@pytest.fixture(scope="module", params=ENGINES)
def web(request, tmp_path_factory):
    """World of its own: other pages' tests publish and edit theirs."""
    yield from built(request, tmp_path_factory, "start")


def _page(web, role, path, language="es"):
    client = web.client(role)
    client.set_cookie("aforo-language", language)
    body = body_of(web.app, PAGE, path=path)
    for each in body["inputs"]:
        if each["property"] == "pathname":
            each["value"] = path
    answer = ask(client, body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()["response"]["page"]["children"]


def _key(web, output):
    (found,) = [key for key in web.app.callback_map if key.startswith(output)]
    return found


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("role", Role)
def test_a_page_is_laid_out_for_those_who_may_open_it_and_is_none_for_others(
    web, role, path
):
    shown = str(_page(web, role, path))
    missing = "Esta página no existe" in shown
    assert missing == (role not in OPEN[path])


def test_a_director_is_told_of_short_hours_and_late_requests(web):
    shown = str(_page(web, Role.OPERATIONS_DIRECTOR, "/", "en"))
    assert "The decision was due" in shown or "the decision was due" in shown
    assert "goal 85" in shown
    assert "simulated plan" in shown


def test_the_first_page_of_a_client_has_no_people_and_no_costs(web):
    shown = str(_page(web, Role.CLIENT_READER, "/", "en"))
    assert "service level by queue" in shown
    for word in ("People missing", "Short hours", "A001", "COP", "Jobs", "Adherence"):
        assert word not in shown


def test_a_wrong_number_of_the_settings_is_told_at_its_field_and_a_right_one_saved(web):
    key = start_campaign(web.store, COMMAND_LINE, NewCampaign(name="Nueva"))
    path = f"/c/{key}/settings"
    assert "settings-field-days" in str(_page(web, Role.OPERATIONS_DIRECTOR, path))
    save = _key(web, "..settings-said.children")
    given = {
        "settings-base.data": 1,
        "settings-field-service_level.value": 120,
        "settings-field-threshold.value": 20,
        "settings-field-max_occupancy.value": 65,
        "settings-field-days.value": 28,
    }

    def press(**changed):
        body = body_of(web.app, save, given | changed, path)
        answer = ask(web.client(Role.OPERATIONS_DIRECTOR), body)
        assert answer.status_code == 200, answer.text
        return answer.get_json()["response"]

    wrong = press()
    assert "porcentaje" in wrong["settings-field-service_level"]["error"]
    assert wrong["settings-field-days"]["error"] == ""
    saved = press(**{"settings-field-service_level.value": 90})
    assert saved["settings-base"]["data"] == 2


def test_a_job_is_followed_and_its_cancel_button_is_for_those_who_may(web):
    with web.store.writing() as connection:
        jobs.add(connection, "followed", kind="plan", campaign_id=1, account_id=None)
    look = _key(web, "..jobs-grid.rowData")
    answer = ask(
        web.client(Role.PLANNER), body_of(web.app, look, path="/admin/jobs")
    ).get_json()
    rows = {row["id"]: row for row in answer["response"]["jobs-grid"]["rowData"]}
    assert rows["followed"]["plain"] == "queued"
    assert (
        ask(
            web.client(Role.SUPERVISOR), body_of(web.app, look, path="/admin/jobs")
        ).status_code
        == 403
    )


def _links(answer):
    """Where each link of a page leads, by everything that stands in it."""
    if isinstance(answer, list):
        return [link for each in answer for link in _links(each)]
    if not isinstance(answer, dict):
        return []
    props = answer.get("props", {})
    own = [(props["href"], str(props.get("children")))] if "href" in props else []
    return own + [link for each in answer.values() for link in _links(each)]


def test_who_decides_on_requests_is_led_to_them_and_can_tell_them_apart(web):
    rows = campaign_list(web.store, COMMAND_LINE)
    near = next(row.id for row in rows if row.key == NEAR)
    me = someone(Role.AGENT, near, agent="A001")
    wish = {"kind": "time_off", "start": 1_900_000_000, "end": 1_900_086_400}
    own_requests.ask(web.store, me, near, wish)

    links = _links(_page(web, Role.PLANNER, "/"))
    [where] = [href for href, said in links if "espera su decisión" in said]
    assert where == f"/c/{NEAR}/schedule"
    shown = str(_page(web, Role.PLANNER, where))
    assert "'aria-label': 'Conceder: " in shown
    assert "A001" in shown


def test_an_administrator_is_not_told_that_all_is_well_beside_a_red_light(web):
    shown = str(_page(web, Role.ADMINISTRATOR, "/"))
    assert "Nada necesita de usted" not in shown
    assert "El servidor" in shown


def test_the_trail_calls_accounts_and_campaigns_by_their_names(web):
    key = _key(web, "..audit-table.children")
    answer = ask(web.client(Role.ADMINISTRATOR), body_of(web.app, key))

    said = str(answer.get_json()["response"]["audit-table"])
    assert "Cuenta planner" in said
    assert "rol: Planeación; alcance: Norte" in said


def test_an_address_that_is_none_has_a_heading_of_its_own(web):
    shown = _page(web, Role.AGENT, "/admin/accounts")
    assert "'order': 1" in str(shown)
