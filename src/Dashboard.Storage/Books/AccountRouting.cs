using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>Which account the usage of one seat (0: without a seat) belongs to, if any; the last cycle's answer is kept.</summary>
internal sealed class AccountRouting(Organisation organisation, int seatId)
{
    private readonly AccountSetup? _setup =
        seatId != 0 && !organisation.Seats.ContainsKey(seatId) ? null : organisation.AccountOf(seatId == 0 ? Organisation.PoolAccount : seatId);

    private readonly bool _hasPool = organisation.HasPool;
    private BillingCycle _cycle;
    private Programme? _programme;
    private ProgrammeMode _mode;
    private int? _account;

    /// <summary>The account that covers such an event; null: none does.</summary>
    public int? AccountOf(Pool pool, in PayerFacts facts)
    {
        if (_setup is null)
        {
            return null;
        }

        Enter(facts.AtMs);
        return _account is { } account && _programme!.Covers(pool, organisation.PayerRules.Decide(facts), facts.Entrypoint) ? account : null;
    }

    /// <summary>The programme in force for the seat at an instant, and its mode; null: no such seat.</summary>
    public (Programme Programme, ProgrammeMode Mode)? InForceAt(long atMs)
    {
        if (_setup is null)
        {
            return null;
        }

        Enter(atMs);
        return (_programme!, _mode);
    }

    private void Enter(long atMs)
    {
        if (_cycle.Contains(atMs))
        {
            return;
        }

        _cycle = _setup!.Calendar.At(atMs);
        var choice = organisation.Rules.Choice.At(_cycle.StartMs);
        (_programme, _mode) = (organisation.Rules.ProgrammeOf(choice.ProgrammeId), choice.Mode);
        _account = seatId == 0
            ? (_hasPool && _setup.TakesUsageWithoutSeat(atMs) ? Organisation.PoolAccount : null)
            : _hasPool && _setup.DrawsFromPool(atMs) ? Organisation.PoolAccount : seatId;
    }
}
