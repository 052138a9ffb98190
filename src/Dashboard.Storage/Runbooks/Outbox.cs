using System.Security.Cryptography;
using Dashboard.Storage.Books;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>
/// What was decided to be told and is not delivered yet, and what became of it. Deciding writes here in its own transaction; sending takes leases,
/// so that several nodes share the work and what a dead one held is taken up by another. The same Message-ID goes out with every attempt.
/// </summary>
public sealed partial class Outbox(Database database)
{
    /// <summary>How long a node has a delivery for itself. Longer than any attempt may take.</summary>
    public const long LeaseMs = 5 * 60_000;

    /// <summary>After this time without success a delivery is given up.</summary>
    public const long GiveUpAfterMs = 48 * 3_600_000L;

    private const int MaxAnswer = 1000;
    private const int KeysAtOnce = 500;

    private const string Columns = "id, channel, kind, recipient, message_id, created_at_ms, due_at_ms, attempts, state, ended_at_ms, answer, payload";

    /// <summary>Minutes until the next attempt, by how many there were; afterwards an hour.</summary>
    private static readonly int[] BackoffMinutes = [1, 2, 5, 15, 30, 60];

    /// <summary>Raised after new deliveries were committed by this process. Handlers must be short and must not throw.</summary>
    public event Action? Added;

    /// <summary>Puts deliveries in that belong to no decision; those with a key that is there already are left out. How many were new.</summary>
    public async Task<int> AddAsync(IReadOnlyList<NewDelivery> deliveries, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        if (deliveries.Count == 0)
        {
            return 0;
        }

        var added = 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                added = await AddAsync(sql, deliveries, nowMs);
                return added > 0;
            },
            cancellationToken);
        Notify(added);
        return added;
    }

    /// <summary>Writes down a test that was sent by no detour, so that the log tells of it like of any other attempt. It is not sent again.</summary>
    /// <param name="channel">How it went.</param>
    /// <param name="recipient">To whom, or to which webhook.</param>
    /// <param name="messageId">What it was known by to the other side.</param>
    /// <param name="node">The node that sent it.</param>
    /// <param name="answer">What the other side said.</param>
    /// <param name="isDelivered">Whether it took it.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    public Task NoteTestAsync(DeliveryChannel channel, string recipient, string messageId, string node, string answer, bool isDelivered, long nowMs) => database.Writer.RunAloneAsync(
        async job =>
        {
            await using var sql = job.Tables.AsSql();
            var id = 1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM outbox", r => r.GetInt64(0));
            var said = answer.Length > MaxAnswer ? answer[..MaxAnswer] : answer;
            await sql.InsertAsync(
                "outbox", "id, key, channel, kind, recipient, message_id, created_at_ms, due_at_ms, attempts, state, ended_at_ms, answer",
                [[id, $"test:{messageId}", (int)channel, TestLetter.KindName, recipient, messageId, nowMs, nowMs, 1, (int)(isDelivered ? DeliveryState.Sent : DeliveryState.GivenUp), nowMs, said]]);
            await sql.InsertAsync("outbox_attempt", "outbox_id, attempt, at_ms, node, delivered, answer", [[id, 1, nowMs, node, isDelivered, said]]);
            return true;
        },
        CancellationToken.None);

    /// <summary>Takes deliveries that are due for a node, oldest first: nobody else gets them until the lease runs out.</summary>
    /// <param name="node">The node's own name.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="channel">Only of this channel; null: of any.</param>
    /// <param name="cancellationToken">Stops before anything is taken.</param>
    public async Task<IReadOnlyList<Delivery>> TakeAsync(string node, long nowMs, int most, DeliveryChannel? channel = null, CancellationToken cancellationToken = default)
    {
        // A look beside the writer first: mostly there is nothing to take.
        if (!await IsAnyDueAsync(nowMs, channel, cancellationToken))
        {
            return [];
        }

        List<Delivery> taken = [];
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                taken = await sql.QueryAsync(
                    $"SELECT {Columns} FROM outbox WHERE {IsDue(channel)} ORDER BY due_at_ms, id LIMIT @most",
                    Read, ("@now", nowMs), ("@most", most));
                foreach (var delivery in taken)
                {
                    await sql.ExecuteAsync(
                        $"UPDATE outbox SET state = {(int)DeliveryState.Sending}, attempts = attempts + 1, leased_by = @node, leased_until_ms = @until WHERE id = @id",
                        ("@node", node), ("@until", nowMs + LeaseMs), ("@id", delivery.Id));
                }

                return taken.Count > 0;
            },
            cancellationToken);
        return [.. taken.Select(d => d with { State = DeliveryState.Sending, Attempts = d.Attempts + 1 })];
    }

    /// <summary>The other side took it.</summary>
    public Task SentAsync(long id, string node, string answer, long nowMs) => EndAttemptAsync(id, node, answer, nowMs, delivered: true, isFinal: true);

    /// <summary>The other side did not take it: it is tried again later, or given up when the refusal is final or the time is over.</summary>
    /// <returns>Where it stands now.</returns>
    public Task<DeliveryState> FailedAsync(long id, string node, string answer, bool isFinal, long nowMs) => EndAttemptAsync(id, node, answer, nowMs, delivered: false, isFinal);

    /// <summary>Tries a delivery that was given up, or waits, at once; a webhook that was sent too, because its receiver knows it by its number. False when it is a mail that was sent, a node is sending it, or its letter was pruned.</summary>
    public async Task<bool> RetryAsync(long id, long nowMs, CancellationToken cancellationToken = default)
    {
        var isOpen = false;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                isOpen = await sql.ExecuteAsync(
                    $"UPDATE outbox SET state = {(int)DeliveryState.Waiting}, due_at_ms = @now, ended_at_ms = NULL, leased_until_ms = NULL, leased_by = NULL WHERE id = @id AND payload IS NOT NULL AND (state = {(int)DeliveryState.GivenUp} OR state = {(int)DeliveryState.Waiting} OR (state = {(int)DeliveryState.Sent} AND channel = {(int)DeliveryChannel.Webhook}))",
                    ("@now", nowMs), ("@id", id)) == 1;
                return isOpen;
            },
            cancellationToken);
        Notify(isOpen ? 1 : 0);
        return isOpen;
    }

    /// <summary>Puts deliveries in within the transaction that decides. How many were new; the caller calls <see cref="Notify"/> after the commit.</summary>
    internal static async Task<int> AddAsync(Sql sql, IReadOnlyList<NewDelivery> deliveries, long nowMs)
    {
        // An evaluation may tell thousands of people at once: one statement each would be most of its time. Writers take turns, so what is new now stays new.
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in deliveries.Select(d => d.Key).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            (string, object?)[] keys = [.. chunk.Select((key, i) => ($"@k{i}", (object?)key))];
            known.UnionWith(await sql.QueryAsync($"SELECT key FROM outbox WHERE key IN ({string.Join(", ", keys.Select(k => k.Item1))})", r => r.GetString(0), keys));
        }

        var id = await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM outbox", r => r.GetInt64(0));
        var rows = new List<object?[]>();
        var crossings = new List<object?[]>();
        foreach (var delivery in deliveries.Where(d => known.Add(d.Key)))
        {
            id++;
            rows.Add([id, delivery.Key, (int)delivery.Channel, delivery.Letter.Kind, delivery.Recipient, LetterJson.Write(delivery.Letter), MessageIdOf(delivery.Key, nowMs), nowMs, nowMs, 0, (int)DeliveryState.Waiting]);
            crossings.AddRange(delivery.Crossings.IsDefaultOrEmpty ? [] : delivery.Crossings.Distinct().Select(c => new object?[] { id, c }));
        }

        await sql.InsertAsync("outbox", "id, key, channel, kind, recipient, payload, message_id, created_at_ms, due_at_ms, attempts, state", rows);
        await sql.InsertAsync("outbox_crossing", "outbox_id, crossing_id", crossings);
        return rows.Count;
    }

    internal void Notify(int added)
    {
        if (added > 0)
        {
            Added?.Invoke();
        }
    }

    private static string MessageIdOf(string key, long nowMs) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key}\n{nowMs}"))).AsSpan(0, 16)) + "@mail.drawdown.invalid";

    private static string IsDue(DeliveryChannel? channel) =>
        $"state < {(int)DeliveryState.Sent} AND due_at_ms <= @now AND (leased_until_ms IS NULL OR leased_until_ms <= @now)"
        + (channel is { } one ? $" AND channel = {(int)one}" : "");

    private async Task<bool> IsAnyDueAsync(long nowMs, DeliveryChannel? channel, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync(
            $"SELECT 1 FROM outbox WHERE {IsDue(channel)} LIMIT 1", r => r.GetInt32(0), ("@now", nowMs)) == 1;
    }

    private async Task<DeliveryState> EndAttemptAsync(long id, string node, string answer, long nowMs, bool delivered, bool isFinal)
    {
        var state = DeliveryState.Waiting;
        var said = answer.Length > MaxAnswer ? answer[..MaxAnswer] : answer;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var (created, attempts, before, leasedBy) = await sql.FirstAsync(
                    "SELECT created_at_ms, attempts, state, leased_by FROM outbox WHERE id = @id", r => (r.GetInt64(0), r.GetInt32(1), (DeliveryState)r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3)), ("@id", id));
                await sql.ExecuteAsync(
                    "INSERT INTO outbox_attempt (outbox_id, attempt, at_ms, node, delivered, answer) VALUES (@id, @attempt, @now, @node, @delivered, @answer) ON CONFLICT (outbox_id, attempt) DO NOTHING",
                    ("@id", id), ("@attempt", attempts), ("@now", nowMs), ("@node", node), ("@delivered", delivered), ("@answer", said));

                // The lease ran out and another node took it: what it finds counts, unless this one did deliver.
                if (!delivered && (before is DeliveryState.Sent || leasedBy != node))
                {
                    state = before;
                    return true;
                }

                state = delivered ? DeliveryState.Sent : isFinal || nowMs - created >= GiveUpAfterMs ? DeliveryState.GivenUp : DeliveryState.Waiting;
                var minutes = BackoffMinutes[Math.Clamp(attempts - 1, 0, BackoffMinutes.Length - 1)];
                await sql.ExecuteAsync(
                    "UPDATE outbox SET state = @state, due_at_ms = @due, ended_at_ms = @ended, answer = @answer, leased_by = NULL, leased_until_ms = NULL WHERE id = @id",
                    ("@state", (int)state), ("@due", nowMs + (minutes * 60_000L)), ("@ended", state is DeliveryState.Waiting ? null : nowMs), ("@answer", said), ("@id", id));
                return true;
            },
            CancellationToken.None);
        return state;
    }
}
