namespace Dashboard.Cli.Report;

/// <summary>The files that paths name. A folder gives its JSON files, at any depth.</summary>
public static class InputFiles
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
                var file = new FileInfo(path);
                found.TryAdd(file.FullName, new InputFile(file, path));
            }
            else if (Directory.Exists(path))
            {
                foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", Deep))
                {
                    if (IsJson(file.Name))
                    {
                        found.TryAdd(file.FullName, new InputFile(file, Path.GetRelativePath(path, file.FullName)));
                    }
                }
            }
            else
            {
                throw Missing(path);
            }
        }

        return [.. found.Values.OrderByDescending(f => f.File.Length)];
    }

    private static UsageException Missing(string path) => new($"There is no file or folder '{path}'.");

    private static bool IsJson(string name) =>
        name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".meta.json", StringComparison.OrdinalIgnoreCase));
}
