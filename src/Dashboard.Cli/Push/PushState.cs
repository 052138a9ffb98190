using System.Text.Json;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Push;

/// <summary>What was pushed to one server, in a file. Losing it costs time only: the server counts nothing twice.</summary>
internal sealed class PushState
{
    private readonly string file;
    private readonly Content content;

    private PushState(string file, Content content)
    {
        this.file = file;
        this.content = content;
    }

    /// <summary>The state in a file. One that cannot be read, or belongs to another server, is a new one.</summary>
    public static PushState Open(string file, Uri server)
    {
        var address = server.GetLeftPart(UriPartial.Path);
        try
        {
            if (File.Exists(file) && JsonSerializer.Deserialize<Content>(File.ReadAllBytes(file)) is { Files: not null } known && known.Server == address)
            {
                return new PushState(file, known);
            }
        }
        catch (JsonException)
        {
            // A half-written or foreign file: everything is sent again and counts once.
        }

        return new PushState(file, new Content(address, []));
    }

    /// <summary>How far a file was pushed.</summary>
    public FileMark? Find(string path) => content.Files.GetValueOrDefault(path);

    /// <summary>Remembers that a file was acknowledged up to a mark.</summary>
    public void Set(FileMark mark) => content.Files[mark.Path] = mark;

    /// <summary>
    /// Forgets files that are gone from these folders: it holds no more than there are files. One that comes back is sent again and counts once.
    /// True when anything was forgotten.
    /// </summary>
    public bool Forget(IReadOnlyList<string> folders, IReadOnlySet<string> there)
    {
        var roots = folders.Where(Directory.Exists).Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)) + Path.DirectorySeparatorChar).ToList();
        var gone = content.Files.Keys.Where(f => !there.Contains(f) && roots.Any(r => f.StartsWith(r, StringComparison.Ordinal))).ToList();
        foreach (var file in gone)
        {
            content.Files.Remove(file);
        }

        return gone.Count > 0;
    }

    /// <summary>Writes it; a crash leaves the old or the new file, never half of one.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using (var part = File.Create(file + ".part"))
        {
            JsonSerializer.Serialize(part, content);
            part.Flush(flushToDisk: true);
        }

        File.Move(file + ".part", file, overwrite: true);
    }

    private sealed record Content(string Server, Dictionary<string, FileMark> Files);
}
