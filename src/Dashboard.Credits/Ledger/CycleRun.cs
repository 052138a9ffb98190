using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Ledger;

/// <summary>One cycle at work: what it holds so far and how it answers to usage, decisions and its end.</summary>
internal sealed class CycleRun
{
    private readonly AccountSetup _setup;
    private readonly SortedDictionary<int, SeatFlows> _seats = [];
    private Nanodollars _coveredUsage;
    private Nanodollars _adjusted;
    private Nanodollars _unclaimed;
    private Nanodollars _allowance;
    private UncoveredReasons _reasons;

    public CycleRun(AccountSetup setup, CycleTerms terms)
    {
        _setup = setup;
        Terms = terms;
        _allowance = terms.Allowance;
    }

    public CycleRun(AccountSetup setup, CycleTerms terms, AccountState state)
        : this(setup, terms)
    {
        Flows = state.Flows;
        _coveredUsage = state.CoveredUsage;
        _adjusted = state.Adjusted;
        _unclaimed = state.UnclaimedUsage;
        _allowance = state.Allowance;
        _reasons = state.Reasons;
        Events = state.Events;
        LastSequence = state.LastSequence;
        foreach (var seat in state.Seats)
        {
            _seats[seat.SeatId] = seat;
        }
    }

    public CycleTerms Terms { get; }

    public LedgerFlows Flows { get; private set; }

    public long Events { get; private set; }

    public long LastSequence { get; private set; }

    public AccountState StateAt(long atMs) => new()
    {
        AtMs = atMs,
        CycleStartMs = Terms.Cycle.StartMs,
        Flows = Flows,
        CoveredUsage = _coveredUsage,
        Adjusted = _adjusted,
        UnclaimedUsage = _unclaimed,
        Allowance = _allowance,
        Reasons = _reasons,
        Events = Events,
        LastSequence = LastSequence,
        Seats = [.. _seats.Values],
    };

    public CycleResult Result(bool ended, long atMs) => new()
    {
        AccountId = _setup.AccountId,
        Cycle = Terms.Cycle,
        Kind = Terms.Kind,
        ProgrammeId = Terms.Programme?.Id,
        State = Terms.StateAt(ended ? Terms.Cycle.EndMs - 1 : atMs, _allowance),
        Ended = ended,
        Flows = Flows,
        CoveredUsage = _coveredUsage,
        Adjusted = _adjusted,
        Allowance = _allowance,
        LeftOnTheTable = Nanodollars.Min(_unclaimed, _allowance),
        Reasons = _reasons,
        Events = Events,
        Postings = LastSequence,
        Seats = [.. _seats.Values],
        Shares = SharesAt(ended ? Terms.Cycle.EndMs - 1 : atMs),
    };

    /// <summary>One covered event: up to three legs.</summary>
    public void Draw(in UsageEntry entry, OverageLookup overage, in PostingSink sink)
    {
        Events++;
        _coveredUsage += entry.Amount;
        if (!Terms.Posts || entry.Amount.IsZero)
        {
            return;
        }

        if (!overage.IsActive(entry.SeatId, entry.OccurredAtMs, Terms))
        {
            Leg(entry, LedgerMove.Uncovered, entry.Amount, PostingReason.InactiveSeat, 0, sink);
            Attribute(entry.SeatId, default, default, entry.Amount);
            return;
        }

        var setting = overage.At(entry.SeatId, entry.OccurredAtMs);
        var split = EventSplit.Of(entry.Amount, Flows.Available, setting.Remaining(OveragePosted(entry.SeatId)));
        var why = !_allowance.IsPositive ? PostingReason.NotEligible
            : entry.OccurredAtMs < Terms.ClaimedAtMs ? PostingReason.Unclaimed
            : PostingReason.None;
        if (why is PostingReason.Unclaimed)
        {
            _unclaimed += split.Overage + split.Uncovered;
        }

        Leg(entry, LedgerMove.Draw, split.Covered, PostingReason.None, 0, sink);
        Leg(entry, LedgerMove.Overage, split.Overage, why, setting.Decision, sink);
        var uncovered = why is not PostingReason.None ? why : setting.On ? PostingReason.OverCap : PostingReason.OverageOff;
        Leg(entry, LedgerMove.Uncovered, split.Uncovered, uncovered, setting.Decision, sink);
        Attribute(entry.SeatId, split.Covered, split.Overage, split.Uncovered);
    }

    public void Do(CycleAction action, in PostingSink sink)
    {
        switch (action.Kind)
        {
            case CycleActionKind.Manual:
                PostManual(action.Manual!, sink);
                break;
            case CycleActionKind.CycleStart:
                if (Terms.Active && Terms.ClaimedAtMs <= action.AtMs)
                {
                    Grant(Terms.Allowance, action.AtMs, PostingReason.CycleStart, 0, sink);
                }

                break;
            case CycleActionKind.Claim:
                if (IsActiveAt(action.AtMs))
                {
                    var allowance = AllowanceAt(action.AtMs);
                    _allowance = allowance;
                    Grant(allowance, action.AtMs, PostingReason.Claimed, action.Decision, sink);
                }

                break;
            case CycleActionKind.PlanChange:
                ChangePlan(action, sink);
                break;
        }
    }

    /// <summary>Cycle end: what is left expires.</summary>
    public void Expire(in PostingSink sink) =>
        Post(LedgerMove.Expire, Flows.Available, Terms.Cycle.EndMs, PostingReason.CycleEnd, sink);

    private void ChangePlan(CycleAction action, in PostingSink sink)
    {
        var policy = Terms.Programme!.PlanChange;
        var allowance = AllowanceAt(action.AtMs);
        if (policy is PlanChangePolicy.NextCycle || action.AtMs < Terms.ClaimedAtMs || !IsActiveAt(action.AtMs) || allowance <= _allowance)
        {
            return;
        }

        _allowance = allowance;
        var difference = Nanodollars.Max(Nanodollars.Zero, allowance - Flows.Granted);
        if (policy is PlanChangePolicy.ProratedDifference)
        {
            var remaining = (Int128)difference.Value * (Terms.Cycle.EndMs - action.AtMs) / Terms.Cycle.LengthMs;
            difference = Nanodollars.FromCents((long)(remaining / Nanodollars.PerCent));
        }

        Grant(difference, action.AtMs, PostingReason.PlanChanged, action.Decision, sink);
    }

    private Nanodollars AllowanceAt(long atMs) => _setup.IsPool
        ? PoolGrant.At(Terms.Programme!, _setup.Seats, DayOf(atMs), atMs).Sum(s => s.Amount)
        : _setup.AllowanceAt(Terms.Programme!, Terms.Cycle, atMs);

    /// <summary>Shares of the one grant of the cycle: at its start, or at the claim; none before the claim.</summary>
    private ImmutableArray<SeatShare> SharesAt(long atMs) =>
        !_setup.IsPool || !Terms.Posts || atMs < Terms.ClaimedAtMs ? []
        : Terms.ClaimedAtMs <= Terms.Cycle.StartMs ? Terms.Shares
        : PoolGrant.At(Terms.Programme!, _setup.Seats, DayOf(Terms.ClaimedAtMs), Terms.ClaimedAtMs);

    private bool IsActiveAt(long atMs) => Terms.Active && (_setup.IsPool || _setup.Seat.IsActiveOn(DayOf(atMs)));

    private DateOnly DayOf(long atMs) => _setup.Calendar.DayOf(Terms.Cycle, atMs);

    private Nanodollars OveragePosted(int seatId) =>
        !_setup.IsPool ? Flows.Overage : _seats.TryGetValue(seatId, out var seat) ? seat.Overage : default;

    private void Attribute(int seatId, Nanodollars consumed, Nanodollars overage, Nanodollars uncovered)
    {
        if (_setup.IsPool)
        {
            _seats.TryGetValue(seatId, out var so);
            _seats[seatId] = new SeatFlows(seatId, so.Consumed + consumed, so.Overage + overage, so.Uncovered + uncovered);
        }
    }

    private void PostManual(ManualPosting manual, in PostingSink sink)
    {
        var (from, to) = manual.Move.Accounts();
        var giver = manual.Reversed ? to : from;
        var amount = giver is LedgerAccount.Issued or LedgerAccount.Usage
            ? manual.Amount
            : Nanodollars.Min(manual.Amount, Nanodollars.Max(Flows.BalanceOf(giver), Nanodollars.Zero));
        if (!amount.IsPositive)
        {
            return;
        }

        var signed = manual.Reversed ? -amount : amount;
        if (manual.Move is LedgerMove.Draw or LedgerMove.Overage or LedgerMove.Uncovered)
        {
            _adjusted += signed;
        }

        Count(manual.Move, signed, sink);
        sink.Listener?.Invoke(sink.New(Terms, LastSequence, manual.Kind, giver, manual.Reversed ? from : to, amount, manual.EffectiveAtMs, PostingReason.Person) with
        {
            BookedAtMs = manual.DecidedAtMs,
            Decision = manual.Sequence,
            Actor = manual.By,
            Note = manual.Reason,
        });
    }

    private void Grant(Nanodollars amount, long atMs, PostingReason reason, long decision, in PostingSink sink) =>
        Post(LedgerMove.Grant, amount, atMs, reason, sink, decision);

    private void Leg(in UsageEntry entry, LedgerMove move, Nanodollars amount, PostingReason reason, long decision, in PostingSink sink)
    {
        if (!amount.IsPositive)
        {
            return;
        }

        if (move is LedgerMove.Uncovered)
        {
            _reasons = _reasons.Plus(reason, amount);
        }

        Post(move, amount, entry.OccurredAtMs, reason, sink, decision, _setup.IsPool ? entry.SeatId : _setup.Seat.Id, entry.Identity);
    }

    private void Post(
        LedgerMove move, Nanodollars amount, long atMs, PostingReason reason, in PostingSink sink,
        long decision = 0, int seatId = 0, IdentityHash? entry = null)
    {
        if (!amount.IsPositive)
        {
            return;
        }

        Count(move, amount, sink);
        if (sink.Listener is { } listener)
        {
            var (from, to) = move.Accounts();
            listener(sink.New(Terms, LastSequence, PostingSink.KindOf(move), from, to, amount, atMs, reason) with { Decision = decision, SeatId = seatId, Event = entry });
        }
    }

    private void Count(LedgerMove move, Nanodollars amount, in PostingSink sink)
    {
        Flows = Flows.Plus(move, amount);
        sink.Day.Flows = sink.Day.Flows.Plus(move, amount);
        LastSequence++;
    }
}
