using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Name, time zone and books start.</summary>
public sealed partial class OrganisationPage
{
    private Organisation? _organisation;
    private IReadOnlyList<TimelineRow> _history = [];
    private string _name = "";
    private string _zone = "UTC";
    private DateOnly? _booksStart;
    private DateOnly _today;

    private IReadOnlyList<KeyValue> Standing(Organisation organisation) =>
    [
        new("Name, on statements and exports", organisation.Name),
        new("Time zone of days and cycles", organisation.Rules.Zone.At(Desk.Now())),
        new("First day of the books", Show.Day(organisation.Rules.BooksStart, default)),
    ];

    private static IEnumerable<string> Zones(string current) => TimeZoneInfo.GetSystemTimeZones()
        .Where(z => z.HasIanaId && z.Id.Contains('/') && !z.Id.StartsWith("Etc/", StringComparison.Ordinal))
        .Select(z => z.Id).Append("UTC").Append(current).Distinct().Order(StringComparer.Ordinal);

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        var decisions = await Desk.DecisionsAsync();
        var now = Desk.Now();
        _zone = organisation.Rules.Zone.At(now);
        var zone = ZoneDays.Find(_zone);
        _today = ZoneDays.DayOf(now, zone);
        (_organisation, _name, _booksStart) = (organisation, organisation.Name, organisation.Rules.BooksStart);
        _history = DecisionRows.Of(decisions, DateTimeOffset.FromUnixTimeMilliseconds(now), zone, b => DecisionRows.Organisation(b, _today));
    }

    private DecisionDraft NameDraft() => _name.Trim() == _organisation!.Name
        ? new(null, "This is the name already.") : new(new OrganisationRenamed(_name.Trim()));

    private DecisionDraft ZoneDraft() => _zone == _organisation!.Rules.Zone.At(Desk.Now())
        ? new(null, "This is the zone already.") : new(new ZoneChanged(_zone));

    private DecisionDraft BooksDraft() => _booksStart is not { } day ? new(null, "Enter the first day of the books.")
        : day == _organisation!.Rules.BooksStart ? new(null, "The books start on this day already.") : new(new BooksStartMoved(day));

    private static IReadOnlyList<KeyValue> NameConsequences(Organisation before, AppendResult.Appended appended) =>
        [new("Name now", before.Name), new("Name then", appended.Organisation.Name), new("Figures that change", "none")];

    private IReadOnlyList<KeyValue> ZoneConsequences(Organisation before, AppendResult.Appended appended)
    {
        var outlook = CycleOutlook.Of(before, appended.Organisation, default, Desk.Now());
        return
        [
            new("Zone now", before.Rules.Zone.At(Desk.Now())),
            new("Zone then", _zone),
            new("First cycles that follow it", outlook.Starts(_today)),
            new("Ledger of running and past cycles", "unchanged"),
            new("Usage that charts show on another day", Show.Counted(appended.Moves.Events, "event", "events")),
        ];
    }

    private IReadOnlyList<KeyValue> BooksConsequences(Organisation before, AppendResult.Appended appended)
    {
        var (toHistory, toBooks) = (0, 0);
        foreach (var id in before.Seats.Keys)
        {
            var (was, then) = (before.AccountOf(id), appended.Organisation.AccountOf(id));
            var (first, last) = (Math.Min(was.BooksStartMs, then.BooksStartMs), Math.Max(was.BooksStartMs, then.BooksStartMs));
            foreach (var cycle in was.Calendar.Between(Math.Max(first, was.StartMs), Math.Min(last, Desk.Now())))
            {
                var (kindWas, kindThen) = (was.TermsOf(cycle).Kind, then.TermsOf(cycle).Kind);
                toHistory += kindWas != CycleKind.History && kindThen == CycleKind.History ? 1 : 0;
                toBooks += kindWas == CycleKind.History && kindThen != CycleKind.History ? 1 : 0;
            }
        }

        return
        [
            new("Books start now", Show.Day(before.Rules.BooksStart, default)),
            new("Books start then", Show.Day(appended.Organisation.Rules.BooksStart, default)),
            new("Cycles that become history", Show.Counted(toHistory, "cycle", "cycles")),
            new("Cycles that get a ledger", Show.Counted(toBooks, "cycle", "cycles")),
            new("Cycles as counted", "one a seat and month"),
        ];
    }
}
