using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dashboard.Credits.Ledger;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;

namespace Dashboard.Storage.Books;

/// <summary>
/// Verifies that stored balances are what a full replay from zero gives, that the identities of the ledger hold, and that tables
/// derived from decisions agree with them. It looks at one instant of the database and keeps nobody from writing.
/// </summary>
public static class BooksDoctor
{
    private const string Waiting = "No account waits to be derived.";
    private const string Replayed = "Stored days and cycles of every account equal its full replay from usage and decisions.";
    private const string Snapshots = "Every stored snapshot equals the replay's state at that day's end.";
    private const string Identities = "In every cycle granted = consumed + expired + voided + available, and covered usage = consumed + overage + uncovered.";
    private const string Sums = "The organisation's sums by day are those of its accounts.";
    private const string Tables = "The tables of seats and sources hold what was decided.";

    private static readonly ImmutableArray<string> Invariants = [Waiting, Replayed, Snapshots, Identities, Sums, Tables];

    /// <summary>Follows time up to the instant, then looks and changes nothing.</summary>
    public static async Task<DoctorReport> CheckAsync(Database database, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await database.Books.RollForwardAsync(nowMs, cancellationToken);
        return new DoctorReport(Invariants, await FindAsync(database, nowMs, cancellationToken), []);
    }

    /// <summary>Whether something was written between following time and looking: accounts that wait to be derived differ from their replay, and nothing is wrong with them.</summary>
    public static bool WasDisturbed(DoctorReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Findings.Any(f => f.Invariant == Waiting);
    }

    /// <summary>Looks, derives everything anew from usage and decisions, and looks again.</summary>
    public static async Task<DoctorReport> RebuildAsync(Database database, long nowMs, CancellationToken cancellationToken = default)
    {
        var report = await CheckAsync(database, nowMs, cancellationToken);
        await database.Books.RebuildAsync(nowMs, cancellationToken);
        return report with { Left = await FindAsync(database, nowMs, cancellationToken) };
    }

    private static async Task<ImmutableArray<DoctorFinding>> FindAsync(Database database, long nowMs, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var look = new Look(sql, organisation, nowMs);
        await look.WaitingAsync();
        foreach (var account in organisation.Seats.Keys.Order().Concat(organisation.HasPool ? [Organisation.PoolAccount] : []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await look.AccountAsync(account);
        }

        await look.StrayAsync();
        await look.SumsAsync();
        await look.TablesAsync();
        return look.Findings;
    }

    /// <summary>One look, invariant by invariant.</summary>
    private sealed class Look(Sql sql, Organisation organisation, long nowMs)
    {
        private const int Examples = 5;

        private readonly AccountEvents _events = new(organisation);
        private readonly SortedDictionary<string, (long Count, List<string> Examples)> _broken = new(StringComparer.Ordinal);
        private readonly SortedDictionary<int, long[]> _sums = [];

        public ImmutableArray<DoctorFinding> Findings => [.. _broken.Select(b => new DoctorFinding(b.Key, b.Value.Count, [.. b.Value.Examples]))];

        public async Task WaitingAsync()
        {
            foreach (var seat in organisation.IsCreated ? await sql.QueryAsync("SELECT seat_id FROM touched_seat", r => r.GetInt32(0)) : [])
            {
                Broken(Waiting, $"account {seat}");
            }
        }

        public async Task AccountAsync(int account)
        {
            // An account stands where it was last derived, not where the clock is.
            var asOf = await sql.FirstAsync(
                "SELECT MAX(as_of_ms) FROM seat_now WHERE account_id = @account", r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0), ("@account", account)) ?? nowMs;
            var events = await _events.ReadAsync(sql, account, 0);
            var replay = AccountReplay.Run(organisation.AccountOf(account), events.Select(e => e.Entry), asOf);
            var days = replay.Days.Select(d => (Row: AccountDerivation.RowOf(account, d, Add(d), asOf), d.Day)).ToList();
            await CompareAsync(account, $"SELECT {AccountDerivation.DayColumns} FROM account_day WHERE account_id = @account ORDER BY day", [.. days.Select(d => d.Row)], stateColumn: 12);
            await CompareAsync(
                account,
                $"SELECT {AccountDerivation.CycleColumns} FROM seat_cycle WHERE account_id = @account ORDER BY cycle_start, seat_id",
                [.. replay.Cycles.SelectMany(c => AccountDerivation.CycleRows(account, c)).OrderBy(r => (int)r[2]!).ThenBy(r => (int)r[0]!)],
                stateColumn: -1);
            foreach (var identity in replay.Cycles.SelectMany(LedgerIdentities.Broken))
            {
                Broken(Identities, identity);
            }
        }

        /// <summary>Rows of accounts that do not exist.</summary>
        public async Task StrayAsync()
        {
            var accounts = await sql.QueryAsync("SELECT DISTINCT account_id FROM account_day UNION SELECT DISTINCT account_id FROM seat_cycle", r => r.GetInt32(0));
            foreach (var account in accounts.Where(a => !organisation.Seats.ContainsKey(a) && !(a == Organisation.PoolAccount && organisation.HasPool)))
            {
                Broken(Replayed, $"account {account} does not exist");
            }
        }

        public async Task SumsAsync()
        {
            var stored = await sql.QueryAsync(
                "SELECT day, granted, consumed, overage, uncovered, expired, voided, covered, events FROM books_day",
                r => (Day: r.GetInt32(0), Sums: Enumerable.Range(1, 8).Select(i => r.GetInt64(i)).ToArray()));
            var byDay = stored.ToDictionary(s => s.Day, s => s.Sums);
            foreach (var day in byDay.Keys.Union(_sums.Keys).Order())
            {
                if (!byDay.GetValueOrDefault(day, new long[8]).AsSpan().SequenceEqual(_sums.GetValueOrDefault(day, new long[8])))
                {
                    Broken(Sums, $"books_day {StoredDay.ToDay(day):yyyy-MM-dd}");
                }
            }
        }

        public async Task TablesAsync()
        {
            var seats = await sql.QueryAsync("SELECT id, email, name FROM seat", r => (Id: r.GetInt32(0), Email: r.GetString(1), Name: r.GetString(2)));
            var sources = await sql.QueryAsync("SELECT id, name, kind FROM source", r => (Id: r.GetInt32(0), Name: r.GetString(1), Kind: r.GetString(2)));
            Differ("seat", seats, [.. organisation.Seats.Values.Select(s => (s.Id, s.Email, s.Name))]);
            Differ("source", sources, [.. organisation.Sources.Values.Select(s => (s.Id, s.Name, s.Kind))]);
        }

        private void Differ(string table, IReadOnlyCollection<(int Id, string, string)> stored, IReadOnlyCollection<(int Id, string, string)> decided)
        {
            foreach (var row in stored.Except(decided).Concat(decided.Except(stored)).Select(r => r.Id).Distinct().Order())
            {
                Broken(Tables, $"{table} {row}");
            }
        }

        private async Task CompareAsync(int account, string query, List<object?[]> expected, int stateColumn)
        {
            var stored = await sql.QueryAsync(query, r => Cells(r), ("@account", account));
            for (var i = 0; i < Math.Max(stored.Count, expected.Count); i++)
            {
                var left = i < stored.Count ? stored[i] : [];
                var right = i < expected.Count ? [.. expected[i].Select(Cell)] : Array.Empty<string>();
                for (var column = 0; column < Math.Max(left.Length, right.Length); column++)
                {
                    var snapshot = column == stateColumn || (stateColumn > 0 && column == stateColumn - 1);
                    if (column >= left.Length || column >= right.Length || (left[column] != right[column] && !(snapshot && left[column].Length == 0)))
                    {
                        Broken(snapshot ? Snapshots : Replayed, $"account {account}, row {i + 1} of {(stateColumn > 0 ? "account_day" : "seat_cycle")}");
                        break;
                    }
                }
            }
        }

        private static string[] Cells(DbDataReader r) => [.. Enumerable.Range(0, r.FieldCount).Select(i => Cell(r.IsDBNull(i) ? null : r.GetValue(i)))];

        private static string Cell(object? value) => value switch
        {
            null => "",
            bool flag => flag ? "1" : "0",
            byte[] bytes => Convert.ToHexString(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

        private long[] Add(DaySnapshot day)
        {
            var sums = AccountDerivation.SumsOf(day);
            var all = _sums.TryGetValue(StoredDay.Of(day.Day), out var known) ? known : _sums[StoredDay.Of(day.Day)] = new long[sums.Length];
            for (var i = 0; i < sums.Length; i++)
            {
                all[i] += sums[i];
            }

            return sums;
        }

        private void Broken(string invariant, string example)
        {
            var (count, examples) = _broken.TryGetValue(invariant, out var known) ? known : (0, []);
            if (examples.Count < Examples)
            {
                examples.Add(example);
            }

            _broken[invariant] = (count + 1, examples);
        }
    }
}
