using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>Readings of consoles: entered by hand, compared with the ledger, never posted.</summary>
public sealed class BalanceDesk(Database database, Decider decider, TimeProvider time)
{
    private const int Shown = 24;

    /// <summary>The readings of one account that the caller may see, the newest first.</summary>
    public async Task<IReadOnlyList<BalanceCheck>> ReadAsync(int accountId, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSeats);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var mine = organisation.Seats.TryGetValue(accountId, out var seat) ? caller.Access.Can(Right.SeeSeats, seat, Now) : caller.Access.ScopeOf(Right.SeeSeats).All;
        return mine ? await BalancesRead.ReadAsync(database, [accountId], Shown, cancellationToken) : throw new NotAllowedException(Right.SeeSeats);
    }

    /// <summary>Records a reading.</summary>
    /// <param name="accountId">The seat; 0: the shared account.</param>
    /// <param name="balance">Left, as the console showed it.</param>
    /// <param name="atMs">When it was read, Unix milliseconds UTC.</param>
    /// <param name="note">What is written beside it.</param>
    /// <param name="caller">Who read it.</param>
    /// <returns>What is wrong with it; null: recorded.</returns>
    public Task<string?> SaveAsync(int accountId, Nanodollars balance, long atMs, string note, Caller caller) =>
        DecideAsync(new BalanceRead(accountId, balance), atMs, note, caller);

    /// <summary>Takes a reading back.</summary>
    public Task<string?> TakeBackAsync(int accountId, long reading, string note, Caller caller) =>
        DecideAsync(new BalanceReadingTakenBack(accountId, reading), Now, note, caller);

    /// <summary>The organisation as decided.</summary>
    public Task<Organisation> OrganisationAsync() => database.Decisions.CurrentAsync();

    /// <summary>Now, Unix milliseconds UTC.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<string?> DecideAsync(SeatDecision body, long atMs, string note, Caller caller) =>
        await decider.DecideAsync(caller, [new NewDecision(body, atMs, note)]) is AppendResult.Refused refused ? refused.Refusals[0].Message : null;
}
