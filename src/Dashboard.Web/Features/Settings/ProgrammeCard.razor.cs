using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Settings;

/// <summary>One programme: what the vendor says, its allowances, and a new allowance row.</summary>
public sealed partial class ProgrammeCard
{
    private static readonly (AllowanceTarget Value, string Name)[] Targets =
        [(AllowanceTarget.Everyone, "Everyone"), (AllowanceTarget.Plan, "A plan"), (AllowanceTarget.Team, "A team"), (AllowanceTarget.Seat, "A seat")];

    private bool _open;
    private bool _claiming;
    private bool _paying;
    private DateOnly? _claimedOn;
    private AllowanceTarget _target = AllowanceTarget.Plan;
    private ProgrammeScope _scope;
    private string _key = "";
    private string _amount = "";
    private string _source = "";
    private DateOnly? _from;

    [Parameter, EditorRequired]
    public Programme Programme { get; set; } = default!;

    [Parameter, EditorRequired]
    public Organisation Organisation { get; set; } = default!;

    /// <summary>The decisions about the organisation, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    /// <summary>Whether the ledger obeys it from the next cycle on.</summary>
    [Parameter, EditorRequired]
    public bool IsObeyed { get; set; }

    [Parameter, EditorRequired]
    public ProgrammeMode Mode { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnSaved { get; set; }

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    [Inject]
    private SettingsDesk Desk { get; set; } = default!;

    private TimeZoneInfo Zone => ZoneDays.Find(Organisation.Rules.Zone.At(Desk.Now()));

    private DateOnly Today => ZoneDays.DayOf(Desk.Now(), Zone);

    private bool IsPooled => Programme.Allowances.Any(a => a.Scope is ProgrammeScope.Pooled);

    /// <summary>The most specific target last, plans in their order, then by day.</summary>
    private IEnumerable<AllowanceRow> Rows => Programme.Allowances
        .OrderBy(r => r.Target)
        .ThenBy(r => Array.FindIndex([.. Plans.All], p => p.Id == r.Key))
        .ThenBy(r => r.Key, StringComparer.Ordinal)
        .ThenBy(r => r.EffectiveFrom)
        .ThenBy(r => r.EnteredAtMs ?? long.MinValue);

    private IEnumerable<string> Teams => Organisation.Seats.Values.Select(s => s.Team.At(Desk.Now())).OfType<string>().Distinct().Order(StringComparer.CurrentCulture);

    private IReadOnlyList<TimelineRow> History =>
        DecisionRows.Of(Decisions, DateTimeOffset.FromUnixTimeMilliseconds(Desk.Now()), Zone, b => DecisionRows.Allowance(b, Programme.Id, Today) ?? (IsPooled ? DecisionRows.SharedAccount(b) : null));

    private string Id(string field) => $"{Programme.Id}-{field}";

    private void Open() => (_open, _from) = (true, _from ?? Today);

    private Task SavedAsync()
    {
        (_key, _amount, _source) = ("", "", "");
        return OnSaved.InvokeAsync();
    }

    private string Entered(AllowanceRow row) =>
        row.EnteredAtMs is { } at ? Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(at), DateTimeOffset.FromUnixTimeMilliseconds(Desk.Now()), Zone) : "shipped";

    /// <summary>When the shared account's cycles begin.</summary>
    private string PaymentDay
    {
        get
        {
            var calendar = Organisation.AccountOf(Storage.Decisions.Organisation.PoolAccount).Calendar;
            return $"day {Organisation.Rules.PoolAnchor.At(Desk.Now())} of the month; the shared account's next cycle starts {Show.Day(calendar.At(Desk.Now()).EndDay, Today)}";
        }
    }

    private bool NeedsPoolClaim => IsPooled && Programme.ClaimNeeded;

    private DateOnly? PoolClaimedOn => Organisation.Rules.PoolClaims.Where(c => c.ProgrammeId == Programme.Id).Select(c => (DateOnly?)ZoneDays.DayOf(c.AtMs, Zone)).Min();

    private Task PaidAsync()
    {
        _paying = false;
        return OnSaved.InvokeAsync();
    }

    private Task ClaimedAsync()
    {
        _claiming = false;
        return OnSaved.InvokeAsync();
    }

    private DecisionDraft ClaimDraft() => _claimedOn is not { } day ? new(null, "Enter the day of the claim.")
        : day > Today ? new(null, "The day is still to come. A claim is entered once it was made.")
        : new(new CreditClaimed(Storage.Decisions.Organisation.PoolAccount, Programme.Id)) { AtMs = ZoneDays.FirstInstantOf(day, Zone) };

    private IReadOnlyList<KeyValue> ClaimConsequences(Organisation before, AppendResult.Appended appended)
    {
        List<KeyValue> rows = [new("Shared account now", "no grant"), new("Claimed on", Show.Day(_claimedOn!.Value, Today))];
        if (!IsObeyed || !appended.Organisation.HasPool)
        {
            return [.. rows, new("Grant", "none: the ledger does not obey this programme")];
        }

        var account = appended.Organisation.AccountOf(Storage.Decisions.Organisation.PoolAccount);
        var terms = account.TermsOf(account.Calendar.At(Desk.Now()));
        return terms.Programme?.Id != Programme.Id
            ? [.. rows, new("Grant", "with the next cycle, the first that follows this programme")]
            : [.. rows, new("Grant of the running cycle", Show.Money(terms.Allowance), Show.Exact(terms.Allowance), IsSum: true)];
    }

    private DecisionDraft Draft()
    {
        var problems = new List<string>();
        Nanodollars? amount = null;
        if (_amount.Trim().Length > 0)
        {
            if (Usd.TryParse(_amount.Trim(), out var entered))
            {
                amount = entered;
            }
            else
            {
                problems.Add("The amount is not one such as 50 or 49.90.");
            }
        }

        var key = _target is AllowanceTarget.Everyone ? "" : _key.Trim();
        if (_target is not AllowanceTarget.Everyone && key.Length == 0)
        {
            problems.Add("Choose whom the row is for.");
        }
        else if (_target is AllowanceTarget.Seat && Organisation.SeatOf(key) is null)
        {
            problems.Add("There is no seat with this e-mail.");
        }

        if (_from is null)
        {
            problems.Add("Enter the day from which it holds.");
        }

        return problems.Count > 0 ? new(null, problems) : new(new AllowanceSet(Programme.Id, new AllowanceRow
        {
            Target = _target,
            Key = key,
            Amount = amount,
            Scope = _scope,
            EffectiveFrom = _from!.Value,
            Source = _source.Trim(),
        }));
    }

    private IReadOnlyList<KeyValue> Consequences(Organisation before, AppendResult.Appended appended)
    {
        var row = ((AllowanceSet)appended.Decisions[0].Body).Row;
        var outlook = CycleOutlook.Of(before, appended.Organisation, row.EffectiveFrom, Desk.Now());
        return
        [
            new("Past and running cycles", "unchanged"),
            new("First cycles that follow it", outlook.Starts(Today)),
            new("Seats whose allowance changes", IsObeyed ? Show.ExactCount(outlook.Changed) : "none: the ledger does not obey this programme"),
            new("Allowances a cycle without it", Show.Money(outlook.Before), Show.Exact(outlook.Before)),
            new("Allowances a cycle with it", Show.Money(outlook.After), Show.Exact(outlook.After), IsSum: true),
        ];
    }
}
