using System.Data.Common;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Runbooks;

/// <summary>The mail preferences of people, by e-mail in lower case.</summary>
public sealed class MailPreferences(Database database)
{
    private const string Columns = "person, zone, digest, weekday, minute_of_day, muted, changed_at_ms";

    /// <summary>What a person wants.</summary>
    public async Task<MailPreference> OfAsync(string person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var key = person.ToLowerInvariant();
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync($"SELECT {Columns} FROM mail_preference WHERE person = @person", Read, ("@person", key)) ?? new MailPreference { Person = key };
    }

    /// <summary>All who ever said what they want.</summary>
    public async Task<IReadOnlyDictionary<string, MailPreference>> AllAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await sql.QueryAsync($"SELECT {Columns} FROM mail_preference", Read)).ToDictionary(p => p.Person, StringComparer.Ordinal);
    }

    /// <summary>Keeps what a person wants, with its audit entry.</summary>
    public async Task SaveAsync(MailPreference preference, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preference);
        await using var db = database.CreateDbContext();
        await AuditedChange.RunAsync(db, async () => await WriteAsync(db, preference with { ChangedAtMs = nowMs }, cancellationToken) == 1, entry, nowMs, cancellationToken);
    }

    /// <summary>Turns one kind off or on again, with its audit entry. False when it was so already: nothing is written.</summary>
    public async Task<bool> MuteAsync(string person, MailKind kind, bool isMuted, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, MailKind.System);
        var known = await OfAsync(person, cancellationToken);
        if (known.Muted.Contains(kind) == isMuted)
        {
            return false;
        }

        await SaveAsync(known with { Muted = isMuted ? known.Muted.Add(kind) : known.Muted.Remove(kind) }, entry, nowMs, cancellationToken);
        return true;
    }

    private static Task<int> WriteAsync(AppDb db, MailPreference p, CancellationToken cancellationToken)
    {
        var (digest, weekday, muted) = ((int)p.Digest, p.Weekday is DayOfWeek.Sunday ? 7 : (int)p.Weekday, string.Join(' ', p.Muted));
        return db.Database.ExecuteSqlAsync(
            $"INSERT INTO mail_preference (person, zone, digest, weekday, minute_of_day, muted, changed_at_ms) VALUES ({p.Person}, {p.Zone}, {digest}, {weekday}, {p.MinuteOfDay}, {muted}, {p.ChangedAtMs}) ON CONFLICT (person) DO UPDATE SET zone = excluded.zone, digest = excluded.digest, weekday = excluded.weekday, minute_of_day = excluded.minute_of_day, muted = excluded.muted, changed_at_ms = excluded.changed_at_ms",
            cancellationToken);
    }

    private static MailPreference Read(DbDataReader r) => new()
    {
        Person = r.GetString(0),
        Zone = r.IsDBNull(1) ? null : r.GetString(1),
        Digest = (DigestRhythm)r.GetInt32(2),
        Weekday = (DayOfWeek)(r.GetInt32(3) % 7),
        MinuteOfDay = r.GetInt32(4),
        Muted = [.. r.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(n => Enum.TryParse<MailKind>(n, out _)).Select(Enum.Parse<MailKind>)],
        ChangedAtMs = r.GetInt64(6),
    };
}
