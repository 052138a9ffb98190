using System.Collections.Immutable;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>The organisation as it was known at instants that only go forward: decisions count from when they were booked.</summary>
internal sealed class DryRunPast
{
    private readonly List<Decision> _log;
    private readonly RunbookSettings? _fixed;
    private Organisation _known = Organisation.None;
    private Organisation? _seen;
    private Organisation _answer = Organisation.None;
    private int _next;

    public DryRunPast(IEnumerable<Decision> log, Organisation now, DryRunRequest request)
    {
        _log = [.. log.OrderBy(d => d.BookedAtMs).ThenBy(d => d.Sequence)];
        Now = now;
        _fixed = request.Rules is DryRunRules.AsItWas ? null : Fixed(now.Runbooks, request);
    }

    /// <summary>The organisation of today: whose seats and ledger are gone through.</summary>
    public Organisation Now { get; }

    /// <summary>
    /// With the runbooks as they were, everything as it was; with others, today's seats and teams under these runbooks, and of then who had which
    /// role, what was silenced and what was asked for.
    /// </summary>
    public Organisation At(long atMs)
    {
        for (; _next < _log.Count && _log[_next].BookedAtMs <= atMs; _next++)
        {
            _known = OrganisationFold.Apply(_known, _log[_next]);
        }

        if (_fixed is null)
        {
            return _known;
        }

        if (!ReferenceEquals(_seen, _known))
        {
            _seen = _known;
            _answer = Now with { Roles = _known.Roles, OverageRequests = _known.OverageRequests, Runbooks = _fixed with { Silences = _known.Runbooks.Silences } };
        }

        return _answer;
    }

    /// <summary>Every stage of every runbook that may apply.</summary>
    public IReadOnlyList<Stage> Stages()
    {
        var settings = _fixed ?? Now.Runbooks;
        return
        [
            .. settings.Organisation.Concat(settings.Teams.Values.SelectMany(v => v)).Concat(settings.Seats.Values.SelectMany(v => v)).Select(v => v.Rules).OfType<RunbookRules>().Append(RunbookRules.Default)
                .SelectMany(r => r.Watched).DistinctBy(s => s.Id),
        ];
    }

    /// <summary>Instants at which another runbook may apply to an account, though nothing was used.</summary>
    public IReadOnlyList<long> ChangesOf(int accountId, long fromMs, long untilMs) =>
    [
        .. _log.Where(d => d.BookedAtMs >= fromMs && d.BookedAtMs < untilMs && ((_fixed is null && d.Body is RunbookSet) || d.Body is SeatTeamChanged moved && moved.SeatId == accountId))
            .Select(d => Math.Max(d.BookedAtMs, d.EffectiveAtMs)).Where(at => at >= fromMs && at < untilMs).Distinct().Order(),
    ];

    private static RunbookSettings Fixed(RunbookSettings now, DryRunRequest request)
    {
        var settings = now with
        {
            Organisation = Last(now.Organisation),
            Teams = now.Teams.ToImmutableSortedDictionary(t => t.Key, t => Last(t.Value), StringComparer.Ordinal),
            Seats = now.Seats.ToImmutableSortedDictionary(s => s.Key, s => Last(s.Value)),
        };
        if (request.Rules is not DryRunRules.Edited)
        {
            return settings;
        }

        ImmutableArray<RunbookVersion> edited = [new RunbookVersion(0, long.MinValue, "", "", request.EditedRules)];
        return request switch
        {
            { SeatId: { } seat } => settings with { Seats = settings.Seats.SetItem(seat, edited) },
            { Team: { } team } => settings with { Teams = settings.Teams.SetItem(team, edited) },
            _ => settings with { Organisation = edited },
        };
    }

    private static ImmutableArray<RunbookVersion> Last(ImmutableArray<RunbookVersion> versions) => versions.IsDefaultOrEmpty ? [] : [versions[^1] with { AtMs = long.MinValue }];
}
