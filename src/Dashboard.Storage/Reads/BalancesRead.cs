using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>Readings of consoles beside the ledger. A reading is never a posting.</summary>
public static class BalancesRead
{
    /// <summary>The newest readings of some accounts, the newest first, each beside the ledger at its instant.</summary>
    /// <param name="database">The database.</param>
    /// <param name="accounts">Which accounts; null: all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<BalanceCheck>> ReadAsync(Database database, IReadOnlyCollection<int>? accounts, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var checks = new List<BalanceCheck>();
        foreach (var reading in organisation.Readings.Values.SelectMany(r => r)
            .Where(r => (accounts is null || accounts.Contains(r.AccountId)) && (r.AccountId == Organisation.PoolAccount || organisation.Seats.ContainsKey(r.AccountId)))
            .OrderByDescending(r => r.AtMs).ThenByDescending(r => r.Sequence).Take(limit))
        {
            checks.Add(await CheckAsync(sql, organisation, reading));
        }

        return checks;
    }

    private static async Task<BalanceCheck> CheckAsync(Sql sql, Organisation organisation, BalanceReading reading)
    {
        var setup = organisation.AccountOf(reading.AccountId);
        var cycle = setup.Calendar.At(reading.AtMs);
        var email = organisation.Seats.TryGetValue(reading.AccountId, out var seat) ? seat.Email : "";
        if (!setup.TermsOf(cycle).Posts)
        {
            return new BalanceCheck(reading, email, cycle.StartDay, null);
        }

        var bytes = await sql.FirstAsync(
            "SELECT state FROM account_day WHERE account_id = @account AND at_ms <= @at ORDER BY day DESC LIMIT 1",
            r => r.GetFieldValue<byte[]>(0),
            ("@account", reading.AccountId),
            ("@at", reading.AtMs));
        var from = bytes is null ? null : StateCodec.Read(bytes);
        from = from?.FitsIn(setup.Calendar) == true ? from : null;
        var events = await new AccountEvents(organisation).ReadAsync(sql, reading.AccountId, from?.AtMs ?? 0, reading.AtMs + 1);
        var end = AccountReplay.Run(setup, events.Select(e => e.Entry), reading.AtMs, from).End;
        return new BalanceCheck(reading, email, cycle.StartDay, Nanodollars.Max(end?.Flows.Available ?? default, default));
    }
}
