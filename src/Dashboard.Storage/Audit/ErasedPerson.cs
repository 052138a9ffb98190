using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>Whom an erasure is about: e-mail, names, seats and the number of the pseudonym, and the rows that name this person.</summary>
internal sealed class ErasedPerson
{
    private readonly Sql _sql;

    private ErasedPerson(Sql sql, string email, PersonText text, PersonIdentities identities, HashSet<int> seats) =>
        (_sql, Email, Text, Identities, Seats) = (sql, email, text, identities, seats);

    public string Email { get; }

    public PersonText Text { get; }

    /// <summary>Names under which only the person's usage came in.</summary>
    public PersonIdentities Identities { get; }

    /// <summary>The seats that had the e-mail.</summary>
    public IReadOnlySet<int> Seats { get; }

    public string Pseudonym => ErasureRecord.PseudonymOf(Text.Number);

    public string PseudonymName => ErasureRecord.NameOf(Text.Number);

    public static async Task<ErasedPerson> FindAsync(Sql sql, string email)
    {
        var (names, seats) = await NamesAsync(sql, email);
        var number = await sql.FirstAsync("SELECT id FROM audit_person WHERE lower(name) = @name ORDER BY id LIMIT 1", r => (int?)r.GetInt32(0), ("@name", email))
            ?? 1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM audit_person", r => r.GetInt32(0));
        var identities = await PersonIdentities.FindAsync(sql, seats, number);
        return new ErasedPerson(sql, email, new PersonText(email, names, number, identities.Emails), identities, seats);
    }

    /// <summary>Rows in which a pattern is in one of the columns: key, columns, more.</summary>
    public async Task<List<T>> SelectAsync<T>(
        string table, string[] columns, string key, Func<System.Data.Common.DbDataReader, T> read, string where, string or = "1 = 0", string more = "")
    {
        var like = _sql.IsPostgres ? "ILIKE" : "LIKE";
        var any = string.Join(" OR ", columns.SelectMany(c => Text.Patterns.Select((_, i) => $"{c} {like} @p{i} ESCAPE '!'")));
        return await _sql.QueryAsync(
            $"SELECT {key}, {string.Join(", ", columns)}{more} FROM {table} WHERE {where} AND ({any} OR ({or}))", read, [.. Text.Patterns.Select((p, i) => ("@p" + i, (object?)p))]);
    }

    /// <summary>Every name the person had here, and the seats that had the e-mail.</summary>
    private static async Task<(HashSet<string> Names, HashSet<int> Seats)> NamesAsync(Sql sql, string email)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seats = new HashSet<int>();
        foreach (var payload in await sql.QueryAsync("SELECT payload FROM decision WHERE kind IN ('seat-added', 'seat-renamed') ORDER BY sequence", r => r.GetString(0)))
        {
            switch (DecisionJson.Read(payload))
            {
                case SeatAdded added when added.Email == email:
                    seats.Add(added.SeatId);
                    names.Add(added.Name);
                    break;
                case SeatRenamed renamed when seats.Contains(renamed.SeatId):
                    names.Add(renamed.Name);
                    break;
            }
        }

        names.UnionWith(await sql.QueryAsync("""SELECT "Name" FROM "AspNetUsers" WHERE "NormalizedEmail" = @email""", r => r.GetString(0), ("@email", email.ToUpperInvariant())));
        names.UnionWith(await sql.QueryAsync("SELECT name FROM invitation WHERE email = @email", r => r.GetString(0), ("@email", email)));
        return (names, seats);
    }
}
