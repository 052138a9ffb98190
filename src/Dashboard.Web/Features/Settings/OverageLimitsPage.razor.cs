using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Ceilings on open caps, and the cap above which two people decide.</summary>
public sealed partial class OverageLimitsPage
{
    private Organisation? _organisation;
    private IReadOnlyList<(string Name, OpenCapSum Sum, Nanodollars? Ceiling)> _rows = [];
    private IReadOnlyList<TimelineRow> _history = [];
    private string _team = "";
    private string _ceiling = "";
    private string _approval = "";

    private static string Left((string Name, OpenCapSum Sum, Nanodollars? Ceiling) row) =>
        row.Ceiling is not { } ceiling ? Show.None : row.Sum.IsAbove(ceiling) ? $"{Show.Amount(row.Sum.Caps - ceiling)} above" : Show.Amount(row.Sum.LeftOf(ceiling));

    private static string Word(Nanodollars? ceiling) => ceiling is { } amount ? Show.Money(amount) : "none";

    private static string? Title(DecisionBody body) => body switch
    {
        OverageCeilingSet o => $"Ceiling of {o.Team ?? "the organisation"}: {Word(o.Amount)}",
        OverageApprovalLimitSet o => o.Amount is { } limit ? $"A second person above a cap of {Show.Money(limit)}" : "One person is always enough",
        _ => null,
    };

    private static bool IsAmount(string text, out Nanodollars? amount)
    {
        var isThere = Usd.TryParse(text.Trim(), out var parsed);
        amount = isThere ? parsed : null;
        return isThere ? parsed >= Nanodollars.Zero : text.Trim().Length == 0;
    }

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        var now = Desk.Now();
        var caps = organisation.OpenCapsAt(now);
        _organisation = organisation;
        _rows =
        [
            ("The organisation", caps.Organisation, organisation.OverageLimits.Ceiling),
            .. organisation.Teams.Concat(organisation.OverageLimits.TeamCeilings.Keys).Distinct().Order(StringComparer.OrdinalIgnoreCase)
                .Select(t => (t, caps.OfTeam(t), organisation.OverageLimits.CeilingOf(t))),
        ];
        _history = DecisionRows.Of(await Desk.DecisionsAsync(), DateTimeOffset.FromUnixTimeMilliseconds(now), ZoneDays.Find(organisation.Rules.Zone.At(now)), Title);
    }

    private DecisionDraft CeilingDraft() => IsAmount(_ceiling, out var amount)
        ? new(new OverageCeilingSet(_team.Length == 0 ? null : _team, amount)) : new(null, "The ceiling is an amount in USD such as 500, or empty for none.");

    private DecisionDraft ApprovalDraft() => IsAmount(_approval, out var amount)
        ? new(new OverageApprovalLimitSet(amount)) : new(null, "The limit is an amount in USD such as 50, or empty for none.");

    private IReadOnlyList<KeyValue> CeilingConsequences(Organisation before, AppendResult.Appended appended)
    {
        var (caps, team) = (before.OpenCapsAt(Desk.Now()), _team.Length == 0 ? null : _team);
        var sum = team is null ? caps.Organisation : caps.OfTeam(team);
        var limits = appended.Organisation.OverageLimits;
        var ceiling = team is null ? limits.Ceiling : limits.CeilingOf(team);
        return
        [
            new("Ceiling now", Word(team is null ? before.OverageLimits.Ceiling : before.OverageLimits.CeilingOf(team))),
            new("Ceiling then", Word(ceiling), IsSum: true),
            new("Open caps", Show.Money(sum.Caps), Show.Exact(sum.Caps)),
            ceiling is not { } limit ? new("Caps that may be added", "any")
                : sum.IsAbove(limit) ? new("Above the ceiling already", $"{Show.Money(sum.Caps - limit)}: nothing that raises the sum can be decided") : new("Caps that may be added", Show.Money(sum.LeftOf(limit))),
            new("Overage that is on", "stays as it is"),
        ];
    }

    private IReadOnlyList<KeyValue> ApprovalConsequences(Organisation before, AppendResult.Appended appended)
    {
        var limits = appended.Organisation.OverageLimits;
        var now = Desk.Now();
        var above = before.Seats.Values.Count(s => s.Overage.At(now) is { On: true } setting && limits.NeedsSecondPerson(setting.Cap));
        return
        [
            new("One person decides up to, now", before.OverageLimits.OnePersonUpTo is { } was ? Show.Money(was) : "any cap"),
            new("One person decides up to, then", limits.OnePersonUpTo is { } then ? Show.Money(then) : "any cap", IsSum: true),
            new("Overage that is on above it", $"{Show.Counted(above, "seat", "seats")}, stays as it is"),
        ];
    }
}
