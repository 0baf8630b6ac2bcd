"""Plans as papers: entering one, its sections, and its numbered versions."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, Territory, User
from audit import clock
from audit.record import record
from plans import access
from plans.models import ActionPlan, Direction, PlanSection, PlanVersion, Programme


@transaction.atomic
def create_plan(
    *,
    actor: User,
    controller: Body,
    code: str,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    first_year: int,
    last_year: int,
    programme: Programme | None = None,
    territory: Territory | None = None,
) -> ActionPlan:
    """Enter a plan of measures; its first version stands in preparation."""
    capacity = access.require_assigner(actor, controller)
    plan = ActionPlan.objects.create(
        controller=controller,
        code=code,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        first_year=first_year,
        last_year=last_year,
        programme=programme,
        territory=territory or controller.territory,
    )
    PlanVersion.objects.create(plan=plan, number=1)
    record(capacity, gettext_noop("entered the plan"), plan)
    return plan


@transaction.atomic
def add_section(
    plan: ActionPlan,
    *,
    actor: User,
    number: int,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    direction: Direction | None = None,
) -> PlanSection:
    """Add a section to a plan."""
    capacity = access.require_assigner(actor, plan.controller)
    section = PlanSection.objects.create(
        plan=plan,
        number=number,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        direction=direction,
    )
    record(capacity, gettext_noop("added a section to the plan"), section)
    return section


@transaction.atomic
def open_version(plan: ActionPlan, *, actor: User) -> PlanVersion:
    """Begin the next version of a plan; one already in preparation is returned as it is."""
    capacity = access.require_assigner(actor, plan.controller)
    plan = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.versions.order_by("-number").first()
    if last and not last.is_approved:
        return last
    version = PlanVersion.objects.create(plan=plan, number=last.number + 1 if last else 1)
    changes = {"version": [last.number if last else None, version.number]}
    record(capacity, gettext_noop("began a new version of the plan"), plan, changes=changes)
    return version


@transaction.atomic
def approve_version(
    version: PlanVersion, *, actor: User, act_title: str, approved_on: dt.date | None = None
) -> PlanVersion:
    """Enter the act that approved a version: from then on it is the plan in force."""
    capacity = access.require_assigner(actor, version.plan.controller)
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.is_approved:
        return version
    approved_on = approved_on or clock.today()
    if approved_on > clock.today():
        raise ValidationError({"approved_on": _("A plan is not approved in the future.")})
    if not version.items_added.exists() and not version.items_removed.exists():
        raise ValidationError(_("This version holds no change yet: enter a measure first."))
    version.act_title = act_title
    version.approved_on = approved_on
    version.save(update_fields=["act_title", "approved_on"])
    changes: dict[str, list[object]] = {
        "approved_on": [None, approved_on.isoformat()],
        "version": [None, version.number],
    }
    record(capacity, gettext_noop("approved a version of the plan"), version.plan, changes=changes)
    return version
