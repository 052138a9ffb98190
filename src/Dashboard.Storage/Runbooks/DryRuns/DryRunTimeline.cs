using Dashboard.Credits.Admission;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Evaluates instant by instant, by the same code as life: what is decided, who is told, what the gate answers, and what is held back meanwhile. Nobody acknowledges or answers anything.</summary>
internal sealed class DryRunTimeline(Sql sql, DryRunPast past, Recipients recipients, DryRunFeed feed, (long FromMs, long UntilMs) time)
{
    private readonly Dictionary<(int Account, DateOnly Cycle), List<StageState>> _states = [];
    private readonly Dictionary<int, (DateOnly Cycle, HashSet<string> Stages)> _known = [];
    private readonly PriorityQueue<NewCrossing, long> _escalations = new();
    private readonly HashSet<int> _asked = [];
    private readonly Dictionary<int, (AdmissionAnswer Answer, long FromMs, long EndMs)> _gates = [];
    private readonly List<DryRunCrossing> _crossings = [];
    private readonly List<DryRunMessage> _messages = [];
    private readonly List<GateSpan> _spans = [];
    private long _nextId = 1;
    private bool _hasDecided = !past.IsAsItWas || past.At(time.FromMs - 1).IsCreated;
    private bool _isHeld;

    public async Task<DryRun> RunAsync(IReadOnlyList<DryRunPoint> points, int accounts)
    {
        var at = 0;
        while (at < points.Count || (_escalations.Count > 0 && !_isHeld))
        {
            var now = at < points.Count ? points[at].AtMs : long.MaxValue;

            // What is held back goes on at the next point: every account has one when usage arrives again.
            now = !_isHeld && _escalations.TryPeek(out _, out var due) ? Math.Min(now, due) : now;
            if (now >= time.UntilMs)
            {
                break;
            }

            var first = at;
            while (at < points.Count && points[at].AtMs == now)
            {
                at++;
            }

            await EvaluateAsync([.. points.Skip(first).Take(at - first)], now);
        }

        foreach (var account in _gates.Keys.ToList())
        {
            EndGate(account, Math.Min(time.UntilMs, _gates[account].EndMs));
        }

        return new DryRun(accounts, time.UntilMs, _crossings, _messages, [.. _spans.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.SeatId).ThenBy(s => s.FromMs)]);
    }

    private async Task EvaluateAsync(List<DryRunPoint> points, long nowMs)
    {
        var accounts = points.ConvertAll(p => p.Account);
        var organisation = past.At(nowMs);
        var told = recipients.In(organisation);
        var due = new DueAccounts(accounts, _states, _known);
        _isHeld = feed.IsHeld(nowMs);
        if (_isHeld || !organisation.IsCreated)
        {
            Gates(points, organisation, nowMs);
            return;
        }

        var decided = StageDecider.Decide(organisation, due, _nextId, isFirst: !_hasDecided, nowMs).Select(c => Ask(organisation, c)).ToList();
        decided = await PlanAdvice.AddAsync(sql, organisation, decided, nowMs);
        _nextId += decided.Count;
        foreach (var crossing in decided)
        {
            Keep(crossing, nowMs);
        }

        _hasDecided = true;
        foreach (var account in accounts)
        {
            var rules = organisation.Runbooks.Of(organisation.Seats.GetValueOrDefault(account.AccountId), nowMs).Rules;
            if (!due.Remembers(account, rules))
            {
                _known[account.AccountId] = (account.CycleStart, rules.Watched.Select(s => s.Id).ToHashSet(StringComparer.Ordinal));
            }
        }

        Gates(points, organisation, nowMs);

        var letters = StageMessages.Of(decided, told, organisation, nowMs);
        letters.AddRange(decided.Where(c => c.RequestId is not null).SelectMany(c => ApprovalMails.Of(RequestOf(c, nowMs), (c.Account.Reading.Allocation, c.Account.Reading.Consumed), told, organisation, nowMs)));
        letters.AddRange(StageMessages.OfEscalation(Escalate(organisation, nowMs), told, organisation, nowMs));
        _messages.AddRange(letters.Select(l => new DryRunMessage(nowMs, l)));
    }

    /// <summary>What the runbook itself asked for in life is no reason not to ask here. Nobody answers.</summary>
    private NewCrossing Ask(Organisation organisation, NewCrossing crossing) =>
        crossing.Asks && (organisation.OpenRequestOf(crossing.SeatId) is not { } open || open.AskedBy == Actor.Product.Who) && _asked.Add(crossing.SeatId) ? crossing with { RequestId = 0 } : crossing;

    private static OverageRequest RequestOf(NewCrossing c, long nowMs) => new()
    {
        Id = c.Id,
        SeatId = c.SeatId,
        Cap = c.Stage.AskOverageUpTo,
        UntilMs = c.Account.EndMs,
        AskedBy = Actor.Product.Who,
        AskedAtMs = nowMs,
        Reason = c.AskReason,
    };

    private void Keep(NewCrossing c, long nowMs)
    {
        if (!_states.TryGetValue((c.SeatId, c.Account.CycleStart), out var states))
        {
            _states.Add((c.SeatId, c.Account.CycleStart), states = []);
        }

        states.RemoveAll(s => s.StageId == c.Decision.StageId);
        states.Add(new StageState(c.Decision.StageId, c.Decision.Crossing));
        if (c.Acts && c.Silence is null && c.Stage.EscalateAfterMinutes is { } minutes)
        {
            _escalations.Enqueue(c, nowMs + (minutes * 60_000L));
        }

        _crossings.Add(new DryRunCrossing
        {
            AtMs = nowMs,
            SeatId = c.SeatId,
            Name = NameOf(c.SeatId),
            Email = c.Seat?.Email ?? "",
            Team = c.Team,
            CycleStart = c.Account.CycleStart,
            Stage = c.Stage.Stage,
            Crossing = c.Decision.Crossing,
            Move = c.Decision.Move,
            IsShadow = c.IsShadow,
            Scope = c.Runbook.Scope,
            Allocated = c.Account.Reading.Allocation,
            Consumed = c.Account.Reading.Consumed,
            ExhaustionProbability = c.Account.Reading.ExhaustionProbability,
            IsSilenced = c.Silence is not null,
            AskedOverage = c.RequestId is null ? null : c.Stage.AskOverageUpTo,
        });
    }

    private List<(StageLine Line, long AtMs)> Escalate(Organisation organisation, long nowMs)
    {
        var taken = new List<(StageLine, long, string, bool)>();
        while (_escalations.TryPeek(out var c, out var due) && due <= nowMs)
        {
            _escalations.Dequeue();
            var stands = _states[(c.SeatId, c.Account.CycleStart)].Any(s => s.StageId == c.Decision.StageId && s.Crossings == c.Decision.Crossing);
            taken.Add((Escalations.Line(c), due - (c.Stage.EscalateAfterMinutes!.Value * 60_000L), c.Runbook.Scope, stands));
        }

        return Escalations.Told(taken.OrderBy(t => t.Item1.CrossingId), organisation, nowMs);
    }

    private void Gates(List<DryRunPoint> points, Organisation organisation, long nowMs)
    {
        foreach (var (_, account, overageLeft) in points)
        {
            Gate(account, overageLeft, organisation, nowMs);
        }
    }

    /// <summary>What the gate answers from now on, by its own law and the figures of now. Without credit of its own an account is left out.</summary>
    private void Gate(DueAccount account, Nanodollars overageLeft, Organisation organisation, long nowMs)
    {
        var rules = organisation.Runbooks.Of(organisation.Seats.GetValueOrDefault(account.AccountId), nowMs).Rules;
        var states = _states.GetValueOrDefault((account.AccountId, account.CycleStart), []);
        var answer = Gatekeeper.Answer(
            new AdmissionStanding
            {
                Kind = account.Kind,
                Knowledge = _isHeld ? AdmissionKnowledge.DeadMan : account.State is SeatState.StaleData ? AdmissionKnowledge.Stale : AdmissionKnowledge.Current,
                FailsOpen = organisation.Runbooks.GateFailsOpen,
                Allocation = account.Reading.Allocation,
                Consumed = account.Reading.Consumed,
                // A share is no right: of it only the stages speak.
                Available = account.Reading.IsShare ? new(long.MaxValue) : account.Reading.Available,
                OverageOn = account.OverageOn,
                OverageRemaining = overageLeft,
                Entered = [.. rules.Stages.Where(s => s.Gate is not GateAnswer.Allow && s.Stage.Kind is StageKind.Share == account.Reading.IsShare && states.Any(e => e.StageId == s.Stage.Id && e.IsEntered))],
                Exhausted = rules.Stages.FirstOrDefault(s => s.Stage.Kind is StageKind.Exhausted),
            },
            default,
            nowMs);
        var speaks = account.Reading.Allocation.IsPositive && answer.Decision is not AdmissionDecision.Allow;
        if (_gates.TryGetValue(account.AccountId, out var holds))
        {
            if (speaks && IsSame(holds.Answer, answer))
            {
                return;
            }

            EndGate(account.AccountId, nowMs);
        }

        if (speaks)
        {
            _gates.Add(account.AccountId, (answer, nowMs, account.EndMs));
        }
    }

    /// <summary>Figures grow while the answer stays.</summary>
    private static bool IsSame(AdmissionAnswer one, AdmissionAnswer other) =>
        (one.Decision, one.Reason, one.StageId, one.Model, one.RetryAfterSeconds) == (other.Decision, other.Reason, other.StageId, other.Model, other.RetryAfterSeconds);

    private void EndGate(int account, long atMs)
    {
        var (answer, from, _) = _gates[account];
        _gates.Remove(account);
        if (atMs > from)
        {
            _spans.Add(new GateSpan(account, NameOf(account), answer, from, atMs));
        }
    }

    private string NameOf(int account) => past.Now.Seats.TryGetValue(account, out var seat) ? seat.Name.Length > 0 ? seat.Name : seat.Email : "";
}
