using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Which programme the ledger obeys and how, and all that is known of each programme.</summary>
public sealed partial class ProgrammesPage
{
    private static readonly ProgrammeMode[] Modes = [ProgrammeMode.Enforced, ProgrammeMode.Shadow, ProgrammeMode.Off];

    private Organisation? _organisation;
    private IReadOnlyList<Decision> _decisions = [];
    private IReadOnlyList<TimelineRow> _choices = [];
    private IReadOnlyList<KeyValue> _standing = [];
    private ProgrammeChoice _chosen = new("", ProgrammeMode.Off);
    private string _programme = "";
    private ProgrammeMode _mode;
    private DateOnly _today;

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        _decisions = await Desk.DecisionsAsync();
        var now = Desk.Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        _today = ZoneDays.DayOf(now, zone);
        _organisation = organisation;
        _chosen = organisation.Rules.Choice.At(now);
        (_programme, _mode) = (_chosen.ProgrammeId, _chosen.Mode);
        _choices = DecisionRows.Of(_decisions, DateTimeOffset.FromUnixTimeMilliseconds(now), zone, b => DecisionRows.Choice(b, organisation));
        _standing = Standing(organisation, now);
    }

    private List<KeyValue> Standing(Organisation organisation, long now)
    {
        var running = organisation.Seats.Values.Where(s => s.IsActiveOn(_today))
            .Select(s => organisation.AccountOf(s.Id))
            .GroupBy(a => organisation.Rules.Choice.At(a.Calendar.At(now).StartMs))
            .OrderByDescending(g => g.Count());
        List<KeyValue> rows = [.. running.Select(g => new KeyValue($"Running cycle of {Show.Counted(g.Count(), "seat", "seats")}", Name(organisation, g.Key)))];
        var next = CycleOutlook.Of(organisation, organisation, default, now);
        rows.Add(new("Cycles that start next", Name(organisation, _chosen)));
        rows.Add(new("They start", next.Starts(_today)));
        rows.Add(new("Their allowances together", Show.Money(next.After), Show.Exact(next.After), IsSum: true));
        return rows;
    }

    private DecisionDraft ChoiceDraft()
    {
        var choice = new ProgrammeChoice(_programme, _mode);
        return choice == _chosen ? new(null, "This is what was decided already.") : new(new ProgrammeChosen(choice.ProgrammeId, choice.Mode));
    }

    private IReadOnlyList<KeyValue> ChoiceConsequences(Organisation before, AppendResult.Appended appended)
    {
        var outlook = CycleOutlook.Of(before, appended.Organisation, default, Desk.Now());
        var choice = (ProgrammeChosen)appended.Decisions[0].Body;
        return
        [
            new("Running cycles", before.HasChosen ? "unchanged" : "follow it too: it is the first choice"),
            new("First cycles that follow it", outlook.Starts(_today)),
            new("Seats", Show.ExactCount(outlook.Seats)),
            new("Allowances a cycle without it", Show.Money(outlook.Before), Show.Exact(outlook.Before)),
            new("Allowances a cycle with it", Show.Money(outlook.After), Show.Exact(outlook.After)),
            new("Overage counts as payable", choice.Mode is ProgrammeMode.Enforced ? "yes" : "no"),
        ];
    }

    private static string Name(Organisation organisation, ProgrammeChoice choice) =>
        $"{organisation.Rules.ProgrammeOf(choice.ProgrammeId).Name}, {ProgrammeWords.Mode(choice.Mode).ToLowerInvariant()}";
}
