using Dashboard.Storage.Writes;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Cli.Import;

/// <summary>What intake does with files before it reads what is in them.</summary>
internal static class IntakeFiles
{
    /// <summary>The result of a file that did not change; null for any other. Nothing is started for it: most files did not.</summary>
    public static IntakeResult? UnchangedOf(IntakeFile file, FileMark? mark, IntakeWatch? watch)
    {
        try
        {
            if (mark is null || (file.Facts ?? FileFacts.Of(file.Path)) is var facts && !ReadResume.IsUnchanged(mark, facts))
            {
                return null;
            }

            watch?.BytesDone?.Invoke(facts.Size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var result = new IntakeResult { Name = file.Name, State = IntakeState.Unchanged };
        watch?.FileDone?.Invoke(result);
        return result;
    }

    /// <summary>The results when no file changed; null when one did.</summary>
    public static List<IntakeResult>? Unchanged(IReadOnlyList<IntakeFile> files, FileMarks marks)
    {
        var results = new List<IntakeResult>(files.Count);
        foreach (var file in files)
        {
            if (UnchangedOf(file, marks.Find(file.Path, file.Key), null) is not { } result)
            {
                return null;
            }

            results.Add(result);
        }

        return results;
    }

    /// <summary>
    /// Oldest first: events and keys are stored by day, so a table then grows at its end instead of everywhere at once. A file that others
    /// would wait for goes before all.
    /// </summary>
    public static IEnumerable<int> InOrder(IReadOnlyList<IntakeFile> files, List<int> changed, int shares)
    {
        var large = changed.Sum(i => files[i].Size) / shares;
        return changed.OrderByDescending(i => files[i].Size > large).ThenBy(i => files[i].ModifiedAtMs);
    }

    /// <summary>How many bytes of each piece of a file are in the buffer.</summary>
    public static IEnumerable<int> Pieces(SafeFileHandle file, long offset, byte[] buffer)
    {
        for (var read = RandomAccess.Read(file, buffer, offset); read > 0; read = RandomAccess.Read(file, buffer, offset))
        {
            offset += read;
            yield return read;
        }
    }
}
