using System.Collections.Immutable;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>The organisation as it was known at an instant: decisions count from when they were booked.</summary>
internal sealed class DryRunPast
{
    private readonly List<Decision> _log;
    private readonly RunbookSettings? _fixed;
    private readonly List<(long AtMs, Organisation Known)> _steps = [(long.MinValue, Organisation.None)];
    private readonly HashSet<long> _ofAll = [];
    private readonly Dictionary<int, HashSet<long>> _ofSeats = [];
    private readonly ILookup<int, Decision> _moves;
    private readonly List<Decision> _runbooks;
    private (Organisation Known, Organisation Answer)? _seen;

    public DryRunPast(IEnumerable<Decision> log, Organisation now, DryRunRequest request, long fromMs)
    {
        _log = [.. log.OrderBy(d => d.BookedAtMs).ThenBy(d => d.Sequence)];
        Now = now;
        _fixed = request.Rules is DryRunRules.AsItWas ? null : Fixed(now.Runbooks, request);
        _runbooks = [.. _log.Where(d => _fixed is null && d.Body is RunbookSet)];
        _moves = _log.Where(d => d.Body is SeatTeamChanged).ToLookup(d => ((SeatTeamChanged)d.Body).SeatId);
        var known = Organisation.None;
        foreach (var decision in _log)
        {
            known = OrganisationFold.Apply(known, decision);
            var isLater = decision.BookedAtMs >= fromMs && _steps[^1].AtMs != decision.BookedAtMs;
            if (isLater)
            {
                _steps.Add((decision.BookedAtMs, known));
            }
            else
            {
                _steps[^1] = (_steps[^1].AtMs, known);
            }

            if (Math.Max(decision.BookedAtMs, decision.EffectiveAtMs) >= fromMs)
            {
                AddTouches(known, decision);
            }
        }
    }

    /// <summary>The organisation of today.</summary>
    public Organisation Now { get; }

    /// <summary>Whether the runbooks are those of then.</summary>
    public bool IsAsItWas => _fixed is null;

    /// <summary>
    /// With the runbooks as they were, everything as it was; with others, today's seats and teams under these runbooks, and of then who had which
    /// role, what was silenced, how long usage might stay away and what was asked for.
    /// </summary>
    public Organisation At(long atMs)
    {
        var (from, to) = (0, _steps.Count - 1);
        while (from < to)
        {
            var middle = (from + to + 1) / 2;
            (from, to) = _steps[middle].AtMs <= atMs ? (middle, to) : (from, middle - 1);
        }

        var known = _steps[from].Known;
        if (_fixed is null)
        {
            return known;
        }

        if (_seen is not { } seen || !ReferenceEquals(seen.Known, known))
        {
            var runbooks = _fixed with { Silences = known.Runbooks.Silences, DeadMan = known.Runbooks.DeadMan };
            _seen = seen = (known, Now with { Roles = known.Roles, OverageRequests = known.OverageRequests, Runbooks = runbooks });
        }

        return seen.Answer;
    }

    /// <summary>The instants at which decisions let an account be derived again.</summary>
    public IEnumerable<long> TouchesOf(int accountId) =>
        _ofAll.Concat(accountId == Organisation.PoolAccount ? _ofSeats.Values.SelectMany(t => t) : _ofSeats.GetValueOrDefault(accountId, []));

    /// <summary>Every window of the dead man that ever held, in hours, and the instants at which it was decided.</summary>
    public (IReadOnlyCollection<int> Hours, IReadOnlyList<long> DecidedMs) DeadMan()
    {
        var sets = _log.Where(d => d.Body is DeadManSet).ToList();
        return ([.. sets.Select(d => ((DeadManSet)d.Body).IngestHours).Append(DeadManSet.Default.IngestHours).OfType<int>().Distinct()], [.. sets.Select(d => d.BookedAtMs)]);
    }

    private void AddTouches(Organisation after, Decision decision)
    {
        var (all, seats) = DerivedTables.Touches(after, decision);
        foreach (var at in new[] { decision.BookedAtMs, Math.Max(decision.BookedAtMs, decision.EffectiveAtMs) }.Distinct())
        {
            if (all is not null)
            {
                _ofAll.Add(at);
            }

            foreach (var (seat, _) in seats)
            {
                if (!_ofSeats.TryGetValue(seat, out var own))
                {
                    _ofSeats.Add(seat, own = []);
                }

                own.Add(at);
            }
        }
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
        .. _runbooks.Concat(_moves[accountId]).Where(d => d.BookedAtMs >= fromMs && d.BookedAtMs < untilMs)
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
