using Dashboard.Cli.Import;

namespace Dashboard.Cli.Report;

/// <summary>The files that paths name. A folder gives its JSON files, at any depth.</summary>
internal static class InputFiles
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 32 };

    /// <summary>Asks for the paths alone, before anything is done.</summary>
    /// <exception cref="UsageException">One does not exist.</exception>
    public static void Require(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                throw Missing(path);
            }
        }
    }

    /// <summary>The files with the name each is shown by, large ones first, each once.</summary>
    /// <exception cref="UsageException">A path does not exist.</exception>
    public static List<InputFile> Of(IReadOnlyList<string> paths)
    {
        var found = new Dictionary<string, InputFile>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                Add(found, Path.GetFullPath(path), path);
            }
            else if (Directory.Exists(path))
            {
                var root = Path.GetFullPath(path);
                foreach (var file in Directory.EnumerateFiles(root, "*", Deep))
                {
                    if (IsJson(file))
                    {
                        Add(found, file, Path.GetRelativePath(root, file));
                    }
                }
            }
            else
            {
                throw Missing(path);
            }
        }

        return [.. found.Values.OrderByDescending(f => f.Facts.Size)];
    }

    /// <summary>One that is gone before it is looked at was never found.</summary>
    private static void Add(Dictionary<string, InputFile> found, string file, string name)
    {
        if (FileFacts.TryOf(file) is { } facts)
        {
            found.TryAdd(file, new InputFile(file, name, facts));
        }
    }

    private static UsageException Missing(string path) => new($"There is no file or folder '{path}'.");

    private static bool IsJson(string name) =>
        name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".meta.json", StringComparison.OrdinalIgnoreCase));
}
