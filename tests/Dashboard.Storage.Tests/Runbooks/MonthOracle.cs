using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>
/// A second runbook, written from the law alone: decimals instead of nanodollars, a plain replay instead of snapshots, its own stages, recipients and
/// grouping. Only the probability of exhaustion is taken from the product, as an input.
/// </summary>
internal sealed class MonthOracle
{
    private readonly Dictionary<(int Seat, DateOnly Cycle, string Stage), int> _crossings = [];
    private readonly Dictionary<int, (DateOnly Cycle, HashSet<string> Stages)> _seen = [];
    private readonly List<(long DueMs, int Seat, DateOnly Cycle, DateOnly CycleEnd, string Stage, int Crossing)> _escalations = [];

    public sealed record OracleStage(string Id, char Kind, int Threshold, string To, string[] Extra, string[] Hooks, int? EscalateMinutes);

    public sealed record OracleSeat(int Id, string Email, string Team, int Anchor, decimal Allowance, long? ClaimedMs)
    {
        public string Team { get; set; } = Team;

        public List<(long AtMs, long ArrivedMs, decimal Amount)> Events { get; } = [];

        /// <summary>Consumption given back by hand.</summary>
        public List<(long AtMs, decimal Amount)> Back { get; } = [];
    }

    public sealed class OracleSettings
    {
        public List<OracleStage> Organisation { get; set; } = [];

        public Dictionary<string, List<OracleStage>> Teams { get; } = [];

        /// <summary>Every runbook there was, oldest first.</summary>
        public List<(string? Team, int? Seat, List<OracleStage> Stages)> Versions { get; } = [];

        public Dictionary<int, List<OracleStage>> Seats { get; } = [];

        public List<(string? Team, int? Seat, string? Stage, long FromMs, long ToMs)> Silences { get; } = [];

        public List<string> Owners { get; } = [];

        public List<string> Finance { get; } = [];

        public Dictionary<string, List<string>> Admins { get; } = [];

        public Dictionary<string, HashSet<string>> Muted { get; } = [];
    }

    /// <summary>What one evaluation decides (<c>seat|cycle|stage|crossing|move</c>) and tells (<c>kind|recipient: …</c>).</summary>
    public (List<string> Decisions, List<string> Messages) Step(long nowMs, OracleSettings settings, IReadOnlyCollection<OracleSeat> seats, Func<int, (double? P, int ActiveDays)> projection, TimeSpan offset)
    {
        var decisions = new List<string>();
        var mails = new Dictionary<(string Kind, string To), List<string>>();
        foreach (var seat in seats)
        {
            var (start, end, startMs, endMs) = CycleAt(seat.Anchor, nowMs, offset);
            var (allocated, consumed, available) = Replay(seat, startMs, endMs, nowMs);
            var stages = settings.Seats.GetValueOrDefault(seat.Id) ?? settings.Teams.GetValueOrDefault(seat.Team) ?? settings.Organisation;
            var isNewStage = _seen.TryGetValue(seat.Id, out var seen) && seen.Cycle == start ? stages.Where(s => !seen.Stages.Contains(s.Id)).Select(s => s.Id).ToHashSet() : [];
            _seen[seat.Id] = (start, [.. stages.Select(s => s.Id)]);
            if (allocated == 0)
            {
                continue;
            }

            var (p, active) = projection(seat.Id);
            bool Reached(OracleStage s) => s.Kind switch
            {
                '%' => consumed * 100 >= allocated * s.Threshold,
                'x' => available == 0,
                _ => available > 0 && active >= 3 && p >= s.Threshold / 100.0,
            };
            bool Left(OracleStage s) => s.Kind switch
            {
                '%' => s.Threshold > 5 && consumed * 100 < allocated * (s.Threshold - 5),
                'x' => available > 0 && consumed * 100 < allocated * 95,
                _ => available > 0 && p < (s.Threshold - 5) / 100.0,
            };
            var ordered = stages.OrderBy(s => s.Kind switch { '%' => 0, 'p' => 1, _ => 2 }).ThenBy(s => s.Threshold).ToList();
            // Whoever was told of a higher stage before is not told of a lower one that is new.
            var higher = settings.Versions.Where(v => (v.Team ?? seat.Team) == seat.Team && (v.Seat ?? seat.Id) == seat.Id).Reverse().OrderBy(v => v.Seat is not null ? 0 : v.Team is not null ? 1 : 2)
                .SelectMany(v => v.Stages).DistinctBy(s => s.Id).Where(s => Count(seat.Id, start, s.Id) % 2 == 1).ToList();
            foreach (var stage in ordered.Where(s => isNewStage.Contains(s.Id) && Count(seat.Id, start, s.Id) == 0 && Reached(s)).ToList())
            {
                Cross(seat, stage, StageMove.Seeded);
            }

            foreach (var stage in ordered.Where(s => Count(seat.Id, start, s.Id) % 2 == 1 && Left(s)).ToList())
            {
                Cross(seat, stage, StageMove.Recovered);
            }

            foreach (var stage in ordered.Where(s => Count(seat.Id, start, s.Id) % 2 == 0 && Reached(s)).ToList())
            {
                Cross(seat, stage, StageMove.Entered);
            }

            void Cross(OracleSeat of, OracleStage stage, StageMove move)
            {
                var crossing = Count(of.Id, start, stage.Id) + 1;
                _crossings[(of.Id, start, stage.Id)] = crossing;
                var text = $"{of.Id}|{start:yyyy-MM-dd}|{stage.Id}|{crossing}|{(int)move}";
                decisions.Add(text);
                if (IsSilenced(settings, of, stage.Id, nowMs))
                {
                    return;
                }

                if (move is StageMove.Entered && stage.EscalateMinutes is { } minutes)
                {
                    _escalations.Add((nowMs + (minutes * 60_000L), of.Id, start, end, stage.Id, crossing));
                }

                var to = new HashSet<string>(stage.Extra);
                if (stage.To.Contains('h', StringComparison.Ordinal) && move is not StageMove.Seeded)
                {
                    to.Add(of.Email);
                }

                if (stage.To.Contains('t', StringComparison.Ordinal))
                {
                    to.UnionWith(settings.Admins.GetValueOrDefault(of.Team) ?? []);
                }

                if (stage.To.Contains('f', StringComparison.Ordinal))
                {
                    to.UnionWith(settings.Finance);
                }

                var beyond = move is StageMove.Seeded ? higher.Where(h => h.Id != stage.Id && (h.Kind == 'x' || (h.Kind == stage.Kind && h.Threshold > stage.Threshold))).ToList() : [];
                if (stage.To.Contains('o', StringComparison.Ordinal) || (move is StageMove.Seeded && beyond.Count == 0))
                {
                    to.UnionWith(settings.Owners);
                }

                foreach (var h in beyond)
                {
                    to.ExceptWith(h.Extra);
                    to.ExceptWith(h.To.SelectMany(c => c switch { 'h' => [of.Email], 't' => settings.Admins.GetValueOrDefault(of.Team) ?? [], 'f' => settings.Finance, _ => (IEnumerable<string>)settings.Owners }));
                }

                var kind = move is StageMove.Recovered ? "Recovered" : stage.Kind == 'p' ? "ProjectedExhaustion" : "StageAlerts";
                to.RemoveWhere(person => settings.Muted.GetValueOrDefault(person)?.Contains(kind) == true);
                foreach (var person in to)
                {
                    Tell("stages", person, text);
                }

                foreach (var hook in move is StageMove.Seeded ? [] : stage.Hooks)
                {
                    Tell("stages", "hook " + hook, text);
                }
            }
        }

        foreach (var due in _escalations.Where(e => e.DueMs <= nowMs).ToList())
        {
            _escalations.Remove(due);
            var seat = seats.Single(s => s.Id == due.Seat);
            if (Count(due.Seat, due.Cycle, due.Stage) == due.Crossing && due.CycleEnd > Day(nowMs, offset) && !IsSilenced(settings, seat, due.Stage, nowMs)
                && (settings.Seats.GetValueOrDefault(seat.Id) ?? settings.Teams.GetValueOrDefault(seat.Team) ?? settings.Organisation).Any(s => s.Id == due.Stage))
            {
                foreach (var person in settings.Owners.Union(settings.Finance))
                {
                    Tell("escalation", person, $"{due.Seat}|{due.Cycle:yyyy-MM-dd}|{due.Stage}|{due.Crossing}|1");
                }
            }
        }

        decisions.Sort(StringComparer.Ordinal);
        return (decisions, [.. mails.Select(m => $"{m.Key.Kind} {m.Key.To}: {string.Join(", ", m.Value.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)]);

        void Tell(string kind, string to, string text)
        {
            if (!mails.TryGetValue((kind, to), out var all))
            {
                mails.Add((kind, to), all = []);
            }

            all.Add(text);
        }
    }

    private static bool IsSilenced(OracleSettings settings, OracleSeat seat, string stage, long nowMs) => settings.Silences.Any(s =>
        s.FromMs <= nowMs && nowMs < s.ToMs && (s.Team is null || s.Team == seat.Team) && (s.Seat is null || s.Seat == seat.Id) && (s.Stage is null || s.Stage == stage));

    private static DateOnly Day(long ms, TimeSpan offset) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(offset).DateTime);

    /// <summary>The cycle around an instant, in a zone without a clock change.</summary>
    private static (DateOnly Start, DateOnly End, long StartMs, long EndMs) CycleAt(int anchor, long nowMs, TimeSpan offset)
    {
        var day = Day(nowMs, offset);
        var start = new DateOnly(day.Year, day.Month, anchor);
        start = start > day ? start.AddMonths(-1) : start;
        return (start, start.AddMonths(1), Ms(start), Ms(start.AddMonths(1)));

        long Ms(DateOnly of) => new DateTimeOffset(of.ToDateTime(TimeOnly.MinValue), offset).ToUnixTimeMilliseconds();
    }

    /// <summary>Draws everything known, in the order in which it happened.</summary>
    private static (decimal Allocated, decimal Consumed, decimal Available) Replay(OracleSeat seat, long startMs, long endMs, long nowMs)
    {
        if (seat.ClaimedMs is not { } claimed || claimed > nowMs || claimed >= endMs)
        {
            return (0, 0, 0);
        }

        var available = seat.Allowance;
        var from = Math.Max(startMs, claimed);
        var moves = seat.Events.Where(e => e.AtMs >= from && e.AtMs < endMs && e.AtMs <= nowMs && e.ArrivedMs <= nowMs).Select(e => (e.AtMs, Order: 1, e.Amount))
            .Concat(seat.Back.Where(b => b.AtMs >= from && b.AtMs < endMs && b.AtMs <= nowMs).Select(b => (b.AtMs, Order: 0, Amount: -b.Amount)))
            .OrderBy(m => m.AtMs).ThenBy(m => m.Order);
        foreach (var move in moves)
        {
            available -= Math.Min(move.Amount, available);
        }

        return (seat.Allowance, seat.Allowance - available, available);
    }

    private int Count(int seat, DateOnly cycle, string stage) => _crossings.GetValueOrDefault((seat, cycle, stage));
}
