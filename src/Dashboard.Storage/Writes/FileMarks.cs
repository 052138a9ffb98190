using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Sqlite;

namespace Dashboard.Storage.Writes;

/// <summary>How far the files of one source were read, as of one moment.</summary>
public sealed class FileMarks
{
    private readonly Dictionary<string, FileMark> _marks;

    internal FileMarks(IEnumerable<FileMark> marks) => _marks = marks.ToDictionary(m => m.Path, StringComparer.Ordinal);

    /// <summary>Those of a source that is new.</summary>
    public static FileMarks None { get; } = new([]);

    /// <summary>Reads all marks of a source.</summary>
    public static async Task<FileMarks> LoadAsync(Database database, int sourceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var marks = await sql.QueryAsync(
            "SELECT file_key, inode, size, modified_at_ms, \"offset\", state FROM file_mark WHERE source_id = @source",
            r => new FileMark(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetString(5)),
            ("@source", sourceId));
        return new FileMarks(marks);
    }

    /// <summary>
    /// The marks of a source of a SQLite database in which nothing waits to be done; none when the source is new. Null when something waits, or when
    /// that cannot be told without opening the database properly. Costs a fraction of that: what finds nothing new may leave it at this.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="seat">The e-mail of the seat it shall bring usage of: something waits while that has to be decided. Null for whatever was decided.</param>
    /// <param name="pool">The pool its usage shall have; the same.</param>
    public static FileMarks? Glance(string directory, string source, string? seat = null, Pool? pool = null) =>
        SqliteGlance.Read(Path.Combine(directory, DatabaseOptions.SqliteFileName), source.Trim(), seat?.Trim().ToLowerInvariant(), (int?)pool) is { } marks ? new FileMarks(marks) : null;

    /// <summary>What stands for a full path here.</summary>
    public static string KeyOf(string path) => FileKey.Of(path);

    /// <summary>The mark of the file with this full path; null when it was never read.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="key">Its <see cref="KeyOf"/>, where it is known already.</param>
    public FileMark? Find(string path, string? key = null) => _marks.TryGetValue(key ?? FileKey.Of(path), out var mark) ? mark with { Path = path } : null;
}
