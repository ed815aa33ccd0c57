"""What was asked: the regimes, what each of them changes, the world, and how often it was run."""

from collections.abc import Mapping

from wenze.agents.policy import Policy
from wenze.experiments.messages import printable, say
from wenze.experiments.page.blocks import Block, Paragraph, Section, Table
from wenze.experiments.report.lists import number
from wenze.experiments.report.tables import scale_sentence
from wenze.experiments.runs.results import Results


def asked(results: Results, titles: Mapping[str, str]) -> Section:
    """The section on what was asked."""
    run = results.settings.run
    blocks: list[Block] = [
        Paragraph(scale_sentence(results)),
        Paragraph(say("page_luck" if results.others else "page_luck_one", seed=run.seed)),
        _regimes(results, titles),
        _levers(results, titles),
    ]
    return Section("asked", say("page_asked"), blocks)


def _regimes(results: Results, titles: Mapping[str, str]) -> Table:
    rows = [(titles[item.name], item.name, printable(item.about)) for item in results.all]
    heads = (say("page_regime"), say("page_name"), say("page_about"))
    return Table(heads, rows, "lnl", say("page_regimes"))


def _levers(results: Results, titles: Mapping[str, str]) -> Table:
    rows = [
        (titles[item.name], str(stage.month), _set(stage.policy, results.settings.status_quo))
        for item in results.all
        for stage in item.stages
    ]
    heads = (say("page_regime"), say("page_from_month"), say("page_sets"))
    return Table(heads, rows, "lrc", say("page_levers"), small=True)


def _set(policy: Policy, base: Policy) -> str:
    return "  ".join(deviations(policy, base)) or say("page_status_quo")


def deviations(policy: Policy, base: Policy) -> list[str]:
    """In which levers a policy is not another, as they are typed."""
    own, other = policy.model_dump(), base.model_dump()
    return [
        f"policy.{group}.{name}={number(value)}"
        for group, levers in own.items()
        for name, value in levers.items()
        if value != other[group][name]
    ]


def standing(results: Results) -> str:
    """The line below the title."""
    run = results.settings.run
    return say("page_below", replications=run.replications, months=run.months, regimes=len(results.all))


def title_for(results: Results, titles: Mapping[str, str]) -> str:
    """What a page is called unless it is told."""
    reference = titles[results.settings.reference]
    if not results.others:
        return say("page_title_one", scenario=reference)
    if len(results.others) == 1:
        return say("page_title_two", scenario=titles[results.others[0].name], reference=reference)
    return say("page_title", count=len(results.others), reference=reference)
