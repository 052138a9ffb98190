using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>One replay at work. It walks time once: cycle ends, decisions, grants and events in the order of law, section 5.</summary>
internal sealed class Replayer
{
    private readonly AccountSetup _setup;
    private readonly OverageLookup _overage;
    private readonly Action<Posting>? _onPosting;
    private readonly ImmutableArray<DaySnapshot>.Builder _days = ImmutableArray.CreateBuilder<DaySnapshot>();
    private readonly ImmutableArray<CycleResult>.Builder _cycles = ImmutableArray.CreateBuilder<CycleResult>();
    private CycleRun _run;
    private Queue<CycleAction> _actions = new();
    private long _nextMs;
    private OpenDay? _day;

    private Replayer(AccountSetup setup, CycleRun run, long fromMs, Action<Posting>? onPosting)
    {
        _setup = setup;
        _overage = new OverageLookup(setup);
        _onPosting = onPosting;
        _run = run;
        Enter(run, fromMs);
    }

    public static Replayer? FromStart(AccountSetup setup, long firstMs, long asOfMs, Action<Posting>? onPosting)
    {
        if (firstMs > asOfMs)
        {
            return null;
        }

        var terms = setup.TermsOf(setup.Calendar.At(firstMs));
        return new Replayer(setup, new CycleRun(setup, terms), long.MinValue, onPosting);
    }

    public static Replayer FromSnapshot(AccountSetup setup, AccountState state, Action<Posting>? onPosting)
    {
        if (!state.FitsIn(setup.Calendar))
        {
            throw new ArgumentException("The snapshot does not fit the account's cycles: a decision before it has changed.", nameof(state));
        }

        return new Replayer(setup, new CycleRun(setup, setup.TermsOf(setup.Calendar.At(state.CycleStartMs)), state), state.AtMs, onPosting);
    }

    public void Add(UsageEntry entry)
    {
        if (entry.Amount < Nanodollars.Zero)
        {
            throw new ArgumentException("A usage entry cannot be negative.", nameof(entry));
        }

        if (entry.OccurredAtMs >= _nextMs)
        {
            AdvanceTo(entry.OccurredAtMs);
        }

        if (entry.OccurredAtMs < _run.Terms.Cycle.StartMs)
        {
            throw new ArgumentException("A usage entry lies before the replay's start.", nameof(entry));
        }

        var day = DayAt(entry.OccurredAtMs);
        day.Events++;
        day.CoveredUsage += entry.Amount;
        _run.Draw(entry, _overage, Sink(day));
    }

    public AccountResult Finish(long asOfMs)
    {
        AdvanceTo(asOfMs);

        // A last day that is over ends where it ended, whether or not anything came after it.
        CloseDayBefore(asOfMs + 1);
        var end = _run.StateAt(asOfMs + 1);
        CloseDay(end);
        Emit(ended: false, asOfMs);
        return new AccountResult(end, _days.ToImmutable(), _cycles.ToImmutable());
    }

    /// <summary>Lets everything besides usage happen, up to and including an instant.</summary>
    private void AdvanceTo(long atMs)
    {
        while (_nextMs <= atMs)
        {
            if (_actions.TryPeek(out var action) && action.AtMs == _nextMs)
            {
                _actions.Dequeue();
                _run.Do(action, Sink(DayAt(action.AtMs)));
            }
            else
            {
                EndCycle();
            }

            SetNext();
        }
    }

    private void EndCycle()
    {
        var endMs = _run.Terms.Cycle.EndMs;
        var next = _setup.Calendar.At(endMs);
        if (_run.Terms.Posts && _run.Flows.Available.IsPositive)
        {
            // The instant of the expiry is the first of the next cycle's first day.
            var expiring = _run;
            var day = DayAt(endMs, next);
            expiring.Expire(Sink(day));
        }

        Emit(ended: true, endMs);
        CloseDayBefore(endMs);
        Enter(new CycleRun(_setup, _setup.TermsOf(next)), long.MinValue);
    }

    private void Enter(CycleRun run, long fromMs)
    {
        _run = run;
        _actions = CycleAction.Of(_setup, run.Terms, fromMs);
        SetNext();
    }

    private void SetNext() => _nextMs = _actions.TryPeek(out var action) ? action.AtMs : _run.Terms.Cycle.EndMs;

    private void Emit(bool ended, long atMs)
    {
        var terms = _run.Terms;
        if (_run.Events > 0 || _run.LastSequence > 0 || (terms.Posts && terms.Active))
        {
            _cycles.Add(_run.Result(ended, atMs));
        }
    }

    private PostingSink Sink(OpenDay day) => new(_setup.AccountId, day, _onPosting);

    private OpenDay DayAt(long atMs) => DayAt(atMs, _run.Terms.Cycle);

    private OpenDay DayAt(long atMs, Cycles.BillingCycle cycle)
    {
        CloseDayBefore(atMs);
        return _day ??= OpenDay.At(_setup.Calendar, cycle, atMs);
    }

    private void CloseDayBefore(long atMs)
    {
        if (_day is { } day && atMs >= day.EndMs)
        {
            CloseDay(_run.StateAt(day.EndMs));
        }
    }

    private void CloseDay(AccountState state)
    {
        if (_day is { } day)
        {
            _days.Add(new DaySnapshot(day.Day, day.Flows, day.CoveredUsage, day.Events, state));
            _day = null;
        }
    }
}
