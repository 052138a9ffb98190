using System.Globalization;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Seats;

/// <summary>Which seats the grid shows and in which order, as it stands in the address. What is null is not asked.</summary>
public sealed record SeatsFilter
{
    /// <summary>The team named so in the address is "no team".</summary>
    public const string NoTeam = "~none";

    /// <summary>The states that need a look, as one word in the address.</summary>
    public const string NeedDecision = "decision";

    /// <summary>Usage goes on although overage is off or its cap is reached: no state of its own, but asked for like one.</summary>
    public const string UsageGoesOn = "goes-on";

    private static readonly (string Slug, SeatSort Sort)[] Sorts =
    [
        ("name", SeatSort.Name), ("team", SeatSort.Team), ("plan", SeatSort.Plan), ("used", SeatSort.Used), ("share", SeatSort.UsedShare),
        ("overage", SeatSort.Overage), ("projected", SeatSort.Projected), ("runs-out", SeatSort.ExhaustionDate), ("p", SeatSort.ExhaustProbability),
    ];

    private static readonly (string Slug, SeatState[] States)[] StateSlugs =
    [
        (NeedDecision, [SeatState.Exhausted, SeatState.OverageOn, SeatState.LikelyToRunOut, SeatState.AtRisk]), (UsageGoesOn, []),
        ("exhausted", [SeatState.Exhausted]), ("over", [SeatState.OverageOn]), ("likely", [SeatState.LikelyToRunOut]), ("at-risk", [SeatState.AtRisk]),
        ("stale", [SeatState.StaleData]), ("on-track", [SeatState.OnTrack]), ("idle", [SeatState.Idle]), ("unclaimed", [SeatState.Unclaimed]), ("not-eligible", [SeatState.NotEligible]),
    ];

    /// <summary>Part of e-mail, name, team or cost centre.</summary>
    public string? Text { get; init; }

    /// <summary>A team, or <see cref="NoTeam"/>.</summary>
    public string? Team { get; init; }

    /// <summary>Plan id.</summary>
    public string? Plan { get; init; }

    /// <summary>A word of the states.</summary>
    public string? State { get; init; }

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public string? Overage { get; init; }

    /// <summary>A word of the orders; null: by urgency.</summary>
    public string? Sort { get; init; }

    /// <summary>The other way round.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Text is not null || Team is not null || Plan is not null || State is not null || Overage is not null;

    /// <summary>The parts of the address; what is not asked is null.</summary>
    public IEnumerable<(string Name, string? Value)> Parts =>
        [("q", Text), ("team", Team), ("plan", Plan), ("state", State), ("overage", Overage), ("sort", Sort), ("dir", Sort is not null && Descending ? "desc" : null)];

    /// <summary>The words of the states, in the order of urgency.</summary>
    public static IEnumerable<(string Slug, IReadOnlyList<SeatState> States)> States => StateSlugs.Select(s => (s.Slug, (IReadOnlyList<SeatState>)s.States));

    /// <summary>From the parts of an address; words that are not known are left out.</summary>
    public static SeatsFilter Of(string? text, string? team, string? plan, string? state, string? overage, string? sort, string? direction) => new()
    {
        Text = Given(text),
        Team = Given(team),
        Plan = Given(plan),
        State = StateSlugs.Any(s => s.Slug == state) ? state : null,
        Overage = overage is "on" or "off" ? overage : null,
        Sort = Sorts.Any(s => s.Slug == sort) ? sort : null,
        Descending = direction == "desc",
    };

    /// <summary>The address under a path, without what is not asked.</summary>
    public string Address(string path)
    {
        var query = string.Join('&', Parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>The same filter in this order; asked for the order in force, the other way round.</summary>
    public SeatsFilter SortedBy(string slug) => this with
    {
        Sort = slug,
        Descending = Sort == slug ? !Descending : slug is not ("name" or "team" or "plan" or "runs-out"),
    };

    /// <summary>As the database is asked.</summary>
    public SeatsQuery ToQuery(int offset, int limit) => new()
    {
        Text = Text,
        Team = Team == NoTeam ? "" : Team,
        Plan = Plan,
        States = StateSlugs.FirstOrDefault(s => s.Slug == State).States ?? [],
        UsageGoesOn = State == UsageGoesOn,
        OverageIsOn = Overage is null ? null : Overage == "on",
        Sort = Sorts.FirstOrDefault(s => s.Slug == Sort).Sort,
        Descending = Descending,
        Offset = offset,
        Limit = limit,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(200, text.Trim().Length)];

    /// <summary>The row at the top, from the address.</summary>
    public static int RowOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
}
