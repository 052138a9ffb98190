using System.Data.Common;
using Dashboard.Storage.Books;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>What the log of deliveries is read from.</summary>
public sealed partial class Outbox
{
    /// <summary>Deliveries, newest first.</summary>
    public async Task<IReadOnlyList<Delivery>> ReadAsync(DeliveryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var where = new List<(string Condition, string Name, object? Value)> { ("id < @before", "@before", query.BeforeId ?? long.MaxValue) };
        if (query.Channel is { } channel)
        {
            where.Add(("channel = @channel", "@channel", (int)channel));
        }

        if (query.State is { } state)
        {
            where.Add(("state = @state", "@state", (int)state));
        }

        if (query.Kind is { } kind)
        {
            where.Add(("kind = @kind", "@kind", kind));
        }

        if (query.Search is { Length: > 0 } search)
        {
            where.Add(("LOWER(recipient) LIKE @search ESCAPE '!'", "@search", "%" + search.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%"));
        }

        if (query.CrossingId is { } crossing)
        {
            where.Add(("id IN (SELECT outbox_id FROM outbox_crossing WHERE crossing_id = @crossing)", "@crossing", crossing));
        }

        return await sql.QueryAsync(
            $"SELECT {Columns} FROM outbox WHERE {string.Join(" AND ", where.Select(w => w.Condition))} ORDER BY id DESC LIMIT {Math.Clamp(query.Limit, 1, 500)}",
            Read, [.. where.Select(w => (w.Name, w.Value))]);
    }

    /// <summary>One delivery, or null.</summary>
    public async Task<Delivery?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync($"SELECT {Columns} FROM outbox WHERE id = @id", Read, ("@id", id));
    }

    /// <summary>The attempts of a delivery, in order.</summary>
    public async Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            "SELECT attempt, at_ms, node, delivered, answer FROM outbox_attempt WHERE outbox_id = @id ORDER BY attempt",
            r => new DeliveryAttempt(r.GetInt32(0), r.GetInt64(1), r.GetString(2), r.GetBoolean(3), r.GetString(4)), ("@id", id));
    }

    /// <summary>How many deliveries stand where.</summary>
    public async Task<IReadOnlyDictionary<DeliveryState, long>> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await sql.QueryAsync("SELECT state, COUNT(*) FROM outbox GROUP BY state", r => ((DeliveryState)r.GetInt32(0), r.GetInt64(1)))).ToDictionary(r => r.Item1, r => r.Item2);
    }

    /// <summary>What was sent last by a channel, and what waits.</summary>
    public async Task<OutboxStanding> StandingAsync(DeliveryChannel channel, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var last = await sql.QueryAsync(
            "SELECT a.at_ms, a.delivered, a.answer FROM outbox_attempt a JOIN outbox o ON o.id = a.outbox_id WHERE o.channel = @channel ORDER BY a.at_ms DESC, a.outbox_id DESC, a.attempt DESC LIMIT 1",
            r => (r.GetInt64(0), r.GetBoolean(1), r.GetString(2)), ("@channel", (int)channel));
        var standing = await sql.FirstAsync(
            $"SELECT (SELECT MAX(ended_at_ms) FROM outbox WHERE channel = @channel AND state = {(int)DeliveryState.Sent}), COUNT(*), MIN(created_at_ms), "
            + $"(SELECT COUNT(*) FROM outbox WHERE channel = @channel AND state = {(int)DeliveryState.GivenUp} AND kind <> '{TestLetter.KindName}') FROM outbox WHERE channel = @channel AND state < {(int)DeliveryState.Sent}",
            r => new OutboxStanding(r.IsDBNull(0) ? null : r.GetInt64(0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetInt64(2), r.GetInt64(3)), ("@channel", (int)channel)) ?? OutboxStanding.Empty;
        return standing with { LastAttempt = last.Count == 0 ? null : last[0] };
    }

    private static Delivery Read(DbDataReader r)
    {
        var (letter, isUnknown) = r.IsDBNull(11) ? (null, false) : Read(r.GetString(11));
        return new Delivery(
            r.GetInt64(0), (DeliveryChannel)r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetInt64(5), r.GetInt64(6), r.GetInt32(7),
            (DeliveryState)r.GetInt32(8), r.IsDBNull(9) ? null : r.GetInt64(9), r.IsDBNull(10) ? null : r.GetString(10), letter, isUnknown);
    }

    /// <summary>A newer server on the same database may write letters that this one does not know: they must not keep the others from leaving.</summary>
    private static (Letter? Letter, bool IsUnknown) Read(string payload)
    {
        try
        {
            return (LetterJson.Read(payload), false);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
        {
            return (null, true);
        }
    }
}
