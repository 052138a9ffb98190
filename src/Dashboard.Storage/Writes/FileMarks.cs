using System.Collections.Frozen;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>How far the files of one source were read, as of one moment.</summary>
public sealed class FileMarks
{
    private readonly FrozenDictionary<string, FileMarkRow> _rows;

    private FileMarks(FrozenDictionary<string, FileMarkRow> rows) => _rows = rows;

    /// <summary>Reads all marks of a source.</summary>
    public static async Task<FileMarks> LoadAsync(Database database, int sourceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var db = database.CreateDbContext();
        var rows = await db.Set<FileMarkRow>().AsNoTracking().Where(r => r.SourceId == sourceId).ToListAsync(cancellationToken);
        return new FileMarks(rows.ToFrozenDictionary(r => r.FileKey, StringComparer.Ordinal));
    }

    /// <summary>The mark of the file with this full path; null when it was never read.</summary>
    public FileMark? Find(string path) => _rows.TryGetValue(FileKey.Of(path), out var row)
        ? new FileMark(path, row.Inode, row.Size, row.ModifiedAtMs, row.Offset, row.State)
        : null;
}
