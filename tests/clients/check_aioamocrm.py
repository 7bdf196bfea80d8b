"""Runs aioamocrm, a client that knows nothing of us, against a sandbox with demo data.

    python check_aioamocrm.py [http://127.0.0.1:PORT]

The address comes from the argument or from SANDBOX_URL. Every answer is checked for what it
says, not only for its status. The first difference ends the run with status 1.
"""

import asyncio
import http.server
import os
import sys
import threading
import time

from aioamocrm import (
    AmoCRMClient,
    AuthError,
    Company,
    Contact,
    Embedded,
    ForbiddenError,
    Lead,
    LongLivedToken,
    NotFoundError,
    Note,
    RateLimitError,
    RetryPolicy,
    Tag,
    Task,
    ValidationError,
    parse_webhook,
)

ADMIN, WHOLESALE, RETAIL, TRAINEE = 9100001, 9100002, 9100003, 9100004
MAIN, SERVICE = 7000001, 7000002
FIRST, TAKEN, TALKS = 61000002, 61000003, 61000005
# Three parts are a token; no claim is needed.
TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"

passed = 0


def check(what, actual, expected):
    """Counts a success or ends the run."""
    global passed
    if actual != expected:
        print(f"FAILED: {what}\n  expected {expected!r}\n  got      {actual!r}\n{passed} passed, 1 failed")
        sys.exit(1)
    passed += 1


async def refused(what, kind, call):
    """The error a call must raise."""
    try:
        answer = await call
    except kind as error:
        check(what, type(error), kind)
        return error
    check(what, answer, kind.__name__)


def plain(values):
    """Values of a field as tuples, without the parts that nobody gave."""
    return [(item.value, item.enum_id, item.enum_code) for item in values]


async def account(amo):
    own = await amo.account.get(with_=["task_types", "users_groups", "datetime_settings", "version"])
    check("account", (own.id, own.name, own.subdomain, own.currency), (31000001, "Демо ООО", "demo", "RUB"))
    check("current user", own.current_user_id, ADMIN)
    types = [kind["name"] for kind in own.embedded["task_types"]]
    check("task types", types, ["Связаться", "Встреча", "Отправить КП", "Выставить счёт"])
    check("default group", own.embedded["users_groups"][0]["id"], 0)
    check("time zone", own.embedded["datetime_settings"]["timezone"], "Europe/Moscow")
    bare = await amo.account.get()
    check("extras only when asked for", (bare.version, bare.embedded), (None, None))


async def users(amo):
    page = await amo.users.get_page()
    names = ["Администратор", "Менеджер опта", "Менеджер розницы", "Стажёр"]
    check("users", [user.name for user in page], names)
    trainee = await amo.users.get(TRAINEE, with_=["group"])
    check("rights", (trainee.rights["is_admin"], trainee.rights["group_id"]), (False, 410001))
    await refused("unknown user", NotFoundError, amo.users.get(1))


async def pipelines(amo):
    main, service = await amo.pipelines.list()
    check("main pipeline", (main.id, main.name, main.is_main, service.is_main), (MAIN, "Продажи", True, False))
    stages = [
        "Неразобранное", "Первичный контакт", "Принято в работу", "Отправлено в распределение",
        "Переговоры", "Успешно реализовано", "Закрыто и не реализовано",
    ]
    check("stages", [stage.name for stage in main.statuses], stages)
    check("unsorted type", [stage.type for stage in main.statuses][:2], [1, 0])
    check("won and lost", [stage.id for stage in await amo.pipelines.statuses(SERVICE)][-2:], [142, 143])
    check("one pipeline", (await amo.pipelines.get(SERVICE)).name, "Сервис")
    await refused("unknown pipeline", NotFoundError, amo.pipelines.get(5))


async def custom_fields(amo):
    fields = {field.name: field async for field in amo.leads.custom_fields.iterate(limit=7)}
    source = fields["Источник"]
    check("field", (source.id, source.type, source.entity_type), (500004, "select", "leads"))
    check("entries", [entry.value for entry in source.enums], ["Сайт", "Звонок", "Выставка", "Рекомендация"])
    check("entry by name", source.enum_id("Звонок"), 610002)
    check("a text has no entries", fields["Город"].enums, None)
    dates = [field.name async for field in amo.leads.custom_fields.iterate(filter={"type": ["date", "birthday"]})]
    check("fields by type", dates, ["Дата отгрузки", "День рождения"])
    phone = next(field for field in (await amo.contacts.custom_fields.get_page()).items if field.code == "PHONE")
    check("phone kinds", [entry.value for entry in phone.enums], ["WORK", "WORKDD", "MOB", "FAX", "HOME", "OTHER"])
    check("one field", (await amo.leads.custom_fields.get(500041)).code, "UTM_SOURCE")
    await refused("unknown field", NotFoundError, amo.companies.custom_fields.get(500041))


async def lists(amo):
    page = await amo.leads.get_page(limit=10)
    check("first page", (len(page), page.number, page.has_next), (10, 1, True))
    last = await amo.leads.get_page(3, limit=10)
    check("last page", (len(last), last.has_next), (5, False))
    check("beyond the end", (await amo.leads.get_page(4, limit=10)).items, [])
    everything = [lead.id async for lead in amo.leads.iterate(limit=10, order={"id": "desc"})]
    check("a walk over pages", everything, list(range(2200025, 2200000, -1)))
    taken = {"statuses": [{"pipeline_id": MAIN, "status_id": TAKEN}], "price": {"from": 8000, "to": 12000}}
    found = [(lead.id, lead.price) async for lead in amo.leads.iterate(filter=taken)]
    check("by stage and price", found, [(2200004, 12000), (2200005, 8000)])
    check("by numbers", [lead.id for lead in await amo.leads.get_page(filter={"id": [2200003, 2200001]})], [2200001, 2200003])
    by_field = {"custom_fields_values": {"500004": [610003]}, "responsible_user_id": WHOLESALE}
    check("by field", all(lead.field_value(500004) == "Выставка" for lead in await amo.leads.get_page(filter=by_field)), True)
    check("by name", [lead.id for lead in await amo.leads.get_page(filter={"name": "Новая сделка"})], [2200006])
    check("search", [lead.name for lead in await amo.leads.get_page(query="розница", filter={"id": [2200002, 2200003]})], ["Заявка с формы РОЗНИЦА"])
    check("search by phone", [one.name for one in await amo.contacts.get_page(query="+79990001122")], ["Иван Петров"])
    check("closed between", [lead.status_id for lead in await amo.leads.get_page(filter={"closed_at": {"from": 1, "to": 2000000000}})], [142, 142, 143, 143])


async def read_lead(amo):
    lead = await amo.leads.get(2200001, with_=["contacts", "catalog_elements", "loss_reason"])
    check("lead", (lead.name, lead.price, lead.status_id, lead.pipeline_id), ("Поставка насосов", 150000, TALKS, MAIN))
    check("numeric is text", lead.field_values(500002), ["5"])
    check("checkbox", lead.field_value(500003), True)
    check("select", plain(lead.field(500004).values), [("Сайт", 610001, None)])
    check("multiselect", lead.field_values(500005), ["Насосы", "Монтаж"])
    check("date", lead.field_value(500006), 1760475600)
    address = [("Казань", 3, "city"), ("420000", 5, "zip"), ("RU", 6, "country")]
    check("address", plain(lead.field(500011).values), address)
    check("legal entity", lead.field_value(500013)["vat_id"], "7700000000")
    check("field by code", lead.field_value("UTM_SOURCE"), "yandex")
    check("tags", [tag.name for tag in lead.embedded.tags], ["опт", "срочно"])
    check("contacts", [(one.id, one.is_main) for one in lead.embedded.contacts], [(3300001, True), (3300002, False)])
    check("company", [one.id for one in lead.embedded.companies], [4400001])
    goods = [{"id": 970001, "metadata": {"quantity": 2, "catalog_id": 15001, "price_id": None}}]
    check("goods", lead.embedded.catalog_elements, goods)
    bare = await amo.leads.get(2200006)
    check("nothing filled", (bare.custom_fields_values, bare.price, bare.embedded.tags), (None, 0, []))
    await refused("unknown lead", NotFoundError, amo.leads.get(1))


async def write_leads(amo):
    first = Lead(name="Первая", price=100, request_id="mine", embedded=Embedded(tags=[Tag(name="опт")]))
    first.set_field(500004, "Звонок")
    first.set_field(500005, "Трубы", "Фитинги")
    first.set_field(500014, "2026-01-02T10:00:00+03:00")
    refs = await amo.leads.create([first, {"name": "Вторая", "status_id": 143, "loss_reason_id": 4700002}])
    check("request ids", [ref.request_id for ref in refs], ["mine", "1"])
    made = await amo.leads.get(refs[0].id)
    check("defaults", (made.status_id, made.pipeline_id, made.responsible_user_id), (FIRST, MAIN, ADMIN))
    check("select by text", plain(made.field(500004).values), [("Звонок", 610002, None)])
    check("several entries", made.field_values(500005), ["Трубы", "Фитинги"])
    check("time as text", made.field_value(500014), 1767337200)
    check("an existing tag", made.embedded.tags[0].name, "опт")
    lost = await amo.leads.get(refs[1].id, with_=["loss_reason"])
    check("lost", (lost.closed_at is not None, lost.embedded.model_extra["loss_reason"][0]["name"]), (True, "Пропала потребность"))
    await amo.leads.update([{"id": lost.id, "status_id": TAKEN}, {"id": made.id, "price": 200, "responsible_user_id": RETAIL,
                            "tags_to_add": [{"name": "ещё"}], "tags_to_delete": [{"name": "опт"}],
                            "custom_fields_values": [{"field_id": 500005, "values": None}]}])
    lost, made = await amo.leads.get(lost.id), await amo.leads.get(made.id)
    check("opened again", (lost.closed_at, lost.loss_reason_id), (None, None))
    check("changed", (made.price, made.responsible_user_id, [tag.name for tag in made.embedded.tags]), (200, RETAIL, ["ещё"]))
    check("cleared and kept", (made.field_values(500005), made.field_value(500004)), ([], "Звонок"))
    # A model that was read is sent back whole: nothing may be refused or change.
    whole = await amo.leads.get(2200001, with_=["contacts"])
    await amo.leads.update([whole])
    again = await amo.leads.get(2200001, with_=["contacts"])
    check("sent back whole", again.model_dump(), whole.model_dump())
    many = await amo.leads.create([{"name": f"Пачка {n}"} for n in range(120)], batch_size=50)
    check("batches", (len(many), len({ref.id for ref in many})), (120, 120))


async def complex_lead(amo):
    contact = Contact(first_name="Анна", last_name="Ким")
    contact.set_field("PHONE", "+79123456789", enum_code="MOB")
    lead = Lead(name="С сайта", embedded=Embedded(contacts=[contact], companies=[Company(name="ООО Рога")]))
    [made] = await amo.leads.create_complex([lead])
    check("complex answer", (made.merged, made.request_id), (False, ["0"]))
    contact = await amo.contacts.get(made.contact_id, with_=["leads"])
    check("new contact", (contact.name, contact.field_value("PHONE", enum_code="MOB")), ("Анна Ким", "+79123456789"))
    check("contact knows both", ([one.id for one in contact.embedded.leads], [one.id for one in contact.embedded.companies]), ([made.id], [made.company_id]))
    company = await amo.companies.get(made.company_id, with_=["contacts", "leads"])
    check("new company", (company.name, [one.id for one in company.embedded.contacts]), ("ООО Рога", [made.contact_id]))


async def people(amo):
    petrov = await amo.contacts.get(3300001)
    check("contact", (petrov.first_name, petrov.last_name, petrov.field_values("phone")), ("Иван", "Петров", ["+79990001122", "+79990003344"]))
    await amo.contacts.update([{"id": 3300001, "last_name": "Сидоров"}])
    check("full name follows", (await amo.contacts.get(3300001)).name, "Иван Сидоров")
    [ref] = await amo.companies.create([{"name": "ООО Новая", "custom_fields_values": [{"field_code": "WEB", "values": [{"value": "https://new.example"}]}]}])
    await amo.companies.update([{"id": ref.id, "name": "ООО Обновлённая"}])
    company = await amo.companies.get(ref.id)
    check("company", (company.name, company.field_value("WEB")), ("ООО Обновлённая", "https://new.example"))
    check("companies by name", [one.id for one in await amo.companies.get_page(filter={"name": "ООО Обновлённая"})], [ref.id])


async def tasks(amo):
    [ref] = await amo.tasks.create([Task(text="Позвонить", complete_till=1900000000, entity_id=2200004, entity_type="leads", task_type_id=2, responsible_user_id=WHOLESALE)])
    task = await amo.tasks.get(ref.id)
    check("task", (task.text, task.complete_till, task.entity_type, task.entity_id, task.task_type_id), ("Позвонить", 1900000000, "leads", 2200004, 2))
    check("open task", (task.is_completed, task.result, task.responsible_user_id), (False, None, WHOLESALE))
    mine = {"entity_type": "leads", "entity_id": [2200004], "is_completed": False, "task_type_id": 2, "task_type": 2}
    check("tasks of a lead", ref.id in [one.id for one in await amo.tasks.get_page(filter=mine)], True)
    await amo.tasks.update([{"id": ref.id, "text": "Написать"}])
    await amo.tasks.complete(ref.id, result="Дозвонились")
    done = await amo.tasks.get(ref.id)
    check("completed", (done.text, done.is_completed, done.result.text), ("Написать", True, "Дозвонились"))
    check("no longer open", ref.id in [one.id for one in await amo.tasks.get_page(filter=mine)], False)
    error = await refused("task without deadline", ValidationError, amo.tasks.create([{"text": "Без срока"}]))
    check("missing key", [(one.code, one.path) for one in error.errors], [("FieldMissing", "complete_till")])


async def notes(amo):
    call = {"entity_id": 2200005, "note_type": "call_in", "params": {"uniq": "c-1", "duration": 60, "source": "pbx", "phone": "+7999", "link": "https://pbx.example/1.mp3"}}
    refs = await amo.leads.notes.create([Note.common(2200005, "Просил перезвонить"), call])
    check("note answer", [ref.entity_id for ref in refs], [2200005, 2200005])
    note = await amo.leads.notes.get(refs[0].id, entity_id=2200005)
    check("note", (note.text, note.note_type, note.created_by), ("Просил перезвонить", "common", ADMIN))
    calls = [one.params["duration"] async for one in amo.leads.notes.iterate(entity_id=2200005, filter={"note_type": ["call_in"]})]
    check("notes by type", calls, [60])
    [ref] = await amo.contacts.notes.create([Note.common(3300002, "О контакте")])
    check("notes of contacts", (await amo.contacts.notes.get_page(entity_id=3300002)).items[0].id, ref.id)
    error = await refused("unknown note type", ValidationError, amo.leads.notes.create([{"entity_id": 2200005, "note_type": "nope"}]))
    check("its path", error.errors[0].path, "note_type")


async def tags_and_links(amo):
    answer = await amo.request("POST", "leads/tags", json=[{"name": "опт"}, {"name": "красный", "color": "FF8F92"}])
    tags = answer["_embedded"]["tags"]
    known = await amo.request("GET", "leads/tags", params={"filter": {"name": "опт"}})
    check("an existing tag keeps its number", tags[0]["id"], known["_embedded"]["tags"][0]["id"])
    check("colour", (tags[1]["color"], tags[1]["request_id"]), ("FF8F92", "1"))
    [link] = await amo.leads.link(2200006, "contacts", 3300005)
    check("first contact is main", (link.entity_id, link.to_entity_id, link.metadata), (2200006, 3300005, {"main_contact": True}))
    await amo.leads.link(2200006, "contacts", 3300006, metadata={"is_main": True})
    await amo.leads.link(2200006, "companies", 4400003)
    await amo.leads.link(2200006, "companies", 4400004)
    await amo.leads.link(2200006, "catalog_elements", 970003, metadata={"catalog_id": 15001, "quantity": 2.5})
    links = {(one.to_entity_type, one.to_entity_id): one.metadata for one in await amo.leads.links(2200006)}
    check("links", links, {
        ("contacts", 3300005): {"main_contact": False}, ("contacts", 3300006): {"main_contact": True},
        ("companies", 4400004): None, ("catalog_elements", 970003): {"quantity": 2.5, "catalog_id": 15001, "price_id": None},
    })
    only = await amo.leads.links(2200006, filter={"to_entity_type": "contacts", "to_entity_id": 3300006})
    check("links by target", [one.to_entity_id for one in only], [3300006])
    check("seen from the other end", 2200006 in [one.id for one in (await amo.contacts.get(3300006, with_=["leads"])).embedded.leads], True)
    await amo.leads.unlink(2200006, "contacts", 3300006)
    check("unlinked", [one.to_entity_id for one in await amo.leads.links(2200006, filter={"to_entity_type": "contacts"})], [3300005])
    error = await refused("link to nobody", ValidationError, amo.leads.link(2200006, "contacts", 1))
    check("its place", error.errors[0].path, "to_entity_id")


async def errors(amo, base):
    bad = [{"name": "Хорошая"}, {"name": "Плохая", "custom_fields_values": [{"field_id": 5, "values": [{"value": 1}]}]}]
    error = await refused("unknown field", ValidationError, amo.leads.create(bad))
    issue = error.errors[0]
    check("which item and where", (issue.request_id, issue.code, issue.path), ("1", "NotSupportedChoice", "custom_fields_values.0.field_id"))
    check("nothing was saved", (await amo.leads.get_page(filter={"name": "Хорошая"})).items, [])
    error = await refused("unknown number", ValidationError, amo.leads.update([{"id": 1, "price": 1}]))
    check("its text", error.body["errors"], {"1": "Lead not found"})
    error = await refused("foreign stage", ValidationError, amo.leads.update([{"id": 2200004, "pipeline_id": SERVICE, "status_id": TAKEN}]))
    check("stage path", error.errors[0].path, "status_id")
    error = await refused("wrong type", ValidationError, amo.leads.create([{"price": "много"}]))
    check("type code", (error.errors[0].code, error.errors[0].path), ("InvalidType", "price"))
    await refused("unknown route", NotFoundError, amo.request("GET", "nothing"))
    async with AmoCRMClient(base_url=base, auth=LongLivedToken("not-a-jwt")) as stranger:
        await refused("bad token", AuthError, stranger.account.get())
    # The claim {"sub": "9100004"} picks the trainee.
    async with AmoCRMClient(base_url=base, auth=LongLivedToken("e30.eyJzdWIiOiI5MTAwMDA0In0.c2ln")) as trainee:
        check("the trainee", (await trainee.account.get()).current_user_id, TRAINEE)
        await refused("not an administrator", ForbiddenError, trainee.users.get_page())


async def rate_limit(base):
    token = LongLivedToken("e30.e30.cmF0ZQ")
    async with AmoCRMClient(base_url=base, auth=token, rate_limit=None, retry=RetryPolicy(max_attempts=1)) as hasty:
        answers = await asyncio.gather(*(hasty.account.get() for _ in range(20)), return_exceptions=True)
        refusals = [answer for answer in answers if isinstance(answer, RateLimitError)]
        # On a slow machine the burst may reach into a second second.
        check("about seven of twenty pass", 7 <= len(answers) - len(refusals) <= 14, True)
        check("the others are told", refusals[0].status_code, 429)
    # On a slow machine a call may lose its turn to others several times; its patience must outlast them.
    async with AmoCRMClient(base_url=base, auth=token, rate_limit=None, retry=RetryPolicy(max_attempts=10)) as patient:
        answers = await asyncio.gather(*(patient.account.get() for _ in range(9)))
        check("waiting helps", {answer.id for answer in answers}, {31000001})


class Listener(http.server.BaseHTTPRequestHandler):
    """Keeps the bodies of hooks."""

    bodies: list[bytes] = []

    def do_POST(self):
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


async def hooks(amo):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/hook/"
    wish = {"destination": address, "settings": ["status_lead", "update_lead"]}
    made = await amo.request("POST", "webhooks", json=wish)
    check("subscription", (made["destination"], made["settings"], made["disabled"]), (address, wish["settings"], False))
    await amo.leads.update([{"id": 2200007, "status_id": 142}])
    until = time.monotonic() + 5
    while len(Listener.bodies) < 2 and time.monotonic() < until:
        await asyncio.sleep(0.02)
    parsed = [parse_webhook(body) for body in Listener.bodies]
    kinds = [(event.entity, event.action, event.id) for one in parsed for event in one.events]
    check("hooks", kinds, [("leads", "status", 2200007), ("leads", "update", 2200007)])
    check("account of a hook", (parsed[0].subdomain, parsed[0].account_id), ("demo", 31000001))
    event = parsed[0].events[0]
    check("stages in a hook", (event.payload["old_status_id"], event.payload["status_id"]), (str(FIRST), "142"))
    check("field in a hook", event.field_value(500001), "Москва")
    await amo.request("DELETE", "webhooks", json={"destination": address})
    server.shutdown()


async def attempt(part, *given):
    """An error that nobody expected ends the run as well, with the part it happened in."""
    try:
        await part(*given)
    except Exception as error:
        check(f"{part.__name__}: no error", f"{type(error).__name__}: {error}", None)


async def run(base):
    async with AmoCRMClient(base_url=base, auth=LongLivedToken(TOKEN), rate_limit=6.5) as amo:
        for part in [account, users, pipelines, custom_fields, lists, read_lead, write_leads, complex_lead,
                     people, tasks, notes, tags_and_links, hooks]:
            await attempt(part, amo)
        await attempt(errors, amo, base)
    await attempt(rate_limit, base)


def main():
    """Finds the address and runs everything."""
    base = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SANDBOX_URL")
    if not base:
        sys.exit("the address of a sandbox is missing: argument or SANDBOX_URL")
    asyncio.run(run(base.rstrip("/")))
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
