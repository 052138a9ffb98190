namespace Dashboard.Web;

/// <summary>The folder that holds everything the product keeps: databases, keys, backups. Readable by its owner only.</summary>
public sealed class DataDirectory
{
    private DataDirectory(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens the configured folder (<c>Dashboard:DataDirectory</c>), or <c>data</c> in the working directory, and makes it when it is missing.
    /// </summary>
    /// <exception cref="OptionsException">The folder cannot be made.</exception>
    public static DataDirectory Open(string? configured)
    {
        var path = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured);
        try
        {
            Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"The data directory {path} (Dashboard:DataDirectory) cannot be made: {e.Message}", e);
        }

        return new DataDirectory(path);
    }

    /// <summary>A folder inside, made when it is missing.</summary>
    public DirectoryInfo Folder(string name) => Make(System.IO.Path.Combine(Path, name));

    /// <summary>A folder inside that nobody else can open, even where it was made with wider rights before.</summary>
    public DirectoryInfo SecretFolder(string name)
    {
        var folder = Folder(name);
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        return folder;
    }

    private static DirectoryInfo Make(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
