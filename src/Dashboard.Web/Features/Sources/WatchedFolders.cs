using System.Collections.Immutable;
using System.Text.Json;

namespace Dashboard.Web.Features.Sources;

/// <summary>
/// The watched folders of this machine, in <c>watched-folders.json</c> in the data directory: a path means something on one machine only,
/// so it does not belong into a database that several share.
/// </summary>
public sealed class WatchedFolders
{
    /// <summary>The most folders.</summary>
    public const int Most = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lock _gate = new();
    private readonly string _file;
    private ImmutableArray<WatchedFolder> _folders;

    /// <summary>Reads the file when there is one.</summary>
    /// <exception cref="OptionsException">The file cannot be read.</exception>
    public WatchedFolders(DataDirectory data)
    {
        _file = Path.Combine(data.Path, "watched-folders.json");
        try
        {
            _folders = File.Exists(_file) ? [.. JsonSerializer.Deserialize<WatchedFolder[]>(File.ReadAllText(_file), Json) ?? []] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"The list of watched folders {_file} cannot be read. Correct it or delete it.", e);
        }
    }

    /// <summary>The folders, in the order they were added.</summary>
    public ImmutableArray<WatchedFolder> All
    {
        get
        {
            lock (_gate)
            {
                return _folders;
            }
        }
    }

    /// <summary>The folder that the vendor's client writes its transcripts to, when this machine has it; else null.</summary>
    public static string? ClientFolder
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var folder = home.Length == 0 ? "" : Path.Combine(home, ".claude", "projects");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    /// <summary>What is wrong with a folder, or null.</summary>
    public string? Problem(string path) =>
        !Path.IsPathFullyQualified(path) ? "Enter the full path, such as /home/mara/.claude/projects."
        : !Directory.Exists(path) ? "There is no such folder on the server's machine."
        : All.Any(f => f.Path == Normal(path)) ? "This folder is watched already."
        : All.Length >= Most ? $"At most {Most} folders are watched."
        : null;

    /// <summary>Adds a folder.</summary>
    public void Add(string path, string source) => Change(folders => folders.Add(new WatchedFolder(Normal(path), source)));

    /// <summary>Stops watching; what was read stays.</summary>
    public void Remove(string path) => Change(folders => folders.RemoveAll(f => f.Path == path));

    private static string Normal(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private void Change(Func<ImmutableArray<WatchedFolder>, ImmutableArray<WatchedFolder>> change)
    {
        lock (_gate)
        {
            var changed = change(_folders);
            File.WriteAllText(_file + ".new", JsonSerializer.Serialize(changed, Json));
            File.Move(_file + ".new", _file, overwrite: true);
            _folders = changed;
        }
    }
}
