using System.Globalization;

namespace Dashboard.Web.Features.Sample;

/// <summary>
/// The sample's own folder in the data directory, <c>demo</c>. It is made anew on another day, because its running cycle is always half
/// over; on the same day it goes on with what was changed in it. Only a folder that holds a sample is ever emptied.
/// </summary>
internal static class SampleFolder
{
    private const string Name = "demo";
    private const string Marker = "sample-made-on";
    private const string Version = "3";

    /// <summary>Opens the folder, emptied when its sample is of another day or was not finished.</summary>
    public static DataDirectory Open(DataDirectory data, DateTimeOffset now)
    {
        var folder = data.Folder(Name);
        var database = Path.Combine(folder.FullName, Storage.DatabaseOptions.SqliteFileName);
        if (File.Exists(database) && !IsMade(folder.FullName, now))
        {
            folder.Delete(recursive: true);
        }

        return DataDirectory.Open(data.Folder(Name).FullName);
    }

    /// <summary>Whether the folder holds a finished sample of today.</summary>
    public static bool IsMade(string folder, DateTimeOffset now)
    {
        var marker = Path.Combine(folder, Marker);
        return File.Exists(marker) && File.ReadAllText(marker) == Text(now);
    }

    /// <summary>Says that it does.</summary>
    public static void MarkMade(string folder, DateTimeOffset now) => File.WriteAllText(Path.Combine(folder, Marker), Text(now));

    private static string Text(DateTimeOffset now) => $"{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {Version}";
}
