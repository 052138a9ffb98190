using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>The vendor's plans and what a seat on them costs, as dated rows.</summary>
public sealed partial class PlansPage
{
    private Organisation? _organisation;
    private IReadOnlyDictionary<string, int> _seats = new Dictionary<string, int>();
    private IReadOnlyList<TimelineRow> _history = [];
    private DateOnly _today;
    private string _plan = "";
    private FeeTerm _term;
    private string _amount = "";
    private string _source = "";
    private DateOnly? _from;

    private IEnumerable<SeatFeeRow> Rows => _organisation!.Fees
        .OrderBy(r => Array.FindIndex([.. Plans.All], p => p.Id == r.Plan)).ThenBy(r => r.Term).ThenBy(r => r.EffectiveFrom);

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        var decisions = await Desk.DecisionsAsync();
        var now = Desk.Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        _today = ZoneDays.DayOf(now, zone);
        _organisation = organisation;
        _seats = organisation.Seats.Values.Where(s => s.IsActiveOn(_today)).CountBy(s => s.Plan.At(now)).ToDictionary();
        _history = DecisionRows.Of(decisions, DateTimeOffset.FromUnixTimeMilliseconds(now), zone, b => DecisionRows.Fee(b, _today));
        (_plan, _term, _amount, _source, _from) = ("", FeeTerm.Monthly, "", "", _today);
    }

    private string FeeOf(Plan plan, FeeTerm term) => Show.Amount(SeatFees.At(_organisation!.Fees, plan.Id, term, _today));

    private DecisionDraft Draft()
    {
        var problems = new List<string>();
        if (_plan.Length == 0)
        {
            problems.Add("Choose the plan.");
        }

        if (!Usd.TryParse(_amount.Trim(), out var amount))
        {
            problems.Add("Enter the fee, such as 20 or 99.50.");
        }

        if (_from is null)
        {
            problems.Add("Enter the day from which it holds.");
        }

        return problems.Count > 0 ? new(null, problems) : new(new SeatFeeSet(new SeatFeeRow(_plan, _term, amount, _from!.Value, _source.Trim())));
    }

    private IReadOnlyList<KeyValue> Consequences(Organisation before, AppendResult.Appended appended)
    {
        var row = ((SeatFeeSet)appended.Decisions[0].Body).Row;
        return
        [
            new("Plan", $"{Plans.NameOf(row.Plan)}, {ProgrammeWords.Term(row.Term)}"),
            new($"Fee on {Show.Day(row.EffectiveFrom, _today)} now", SeatFees.At(before.Fees, row.Plan, row.Term, row.EffectiveFrom) is { } fee ? Show.Money(fee) : "none"),
            new("Then", Show.Money(row.PerMonth), Show.Exact(row.PerMonth)),
            new("Seats on the plan today", Show.ExactCount(_seats.GetValueOrDefault(row.Plan))),
            new("Figures of the ledger", "unchanged"),
        ];
    }
}
