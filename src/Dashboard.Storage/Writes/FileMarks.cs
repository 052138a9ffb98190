using Dashboard.Storage.Books;

namespace Dashboard.Storage.Writes;

/// <summary>How far the files of one source were read, as of one moment.</summary>
public sealed class FileMarks
{
    private readonly Dictionary<string, FileMark> _marks;

    private FileMarks(Dictionary<string, FileMark> marks) => _marks = marks;

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
        return new FileMarks(marks.ToDictionary(m => m.Path, StringComparer.Ordinal));
    }

    /// <summary>The mark of the file with this full path; null when it was never read.</summary>
    public FileMark? Find(string path) => _marks.TryGetValue(FileKey.Of(path), out var mark) ? mark with { Path = path } : null;
}
