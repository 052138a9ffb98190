using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Cli.Import;

/// <summary>What tells whether a file is still the one that was read.</summary>
/// <param name="Inode">0 where the system states none.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAtMs">Unix milliseconds UTC. Whoever writes a file can set it.</param>
/// <param name="ChangedAt">When anything of it was last changed, nanoseconds, which nobody can set; 0 where the system states none.</param>
internal readonly record struct FileFacts(long Inode, long Size, long ModifiedAtMs, long ChangedAt = 0)
{
    private const int StatxBytes = 256;
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int ModifiedOffset = 112;
    private const uint StatxWanted = 0x40 | 0x80 | 0x100 | 0x200;
    private const int CurrentDirectory = -100;

    /// <summary>The facts of a file.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static FileFacts Of(string path)
    {
        if (OfLinux(path) is { } facts)
        {
            return facts;
        }

        var file = new FileInfo(path);
        return new FileFacts(0, file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds());
    }

    /// <summary>The facts of a file; null when it is not there.</summary>
    public static FileFacts? TryOf(string path)
    {
        try
        {
            return Of(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>All at once, with the inode, which .NET does not tell. The layout of <c>statx</c> is fixed by the Linux kernel. Null for no answer.</summary>
    private static FileFacts? OfLinux(string path)
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian)
        {
            return null;
        }

        var buffer = new byte[StatxBytes];
        try
        {
            if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, StatxWanted, buffer) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        var modified = buffer.AsSpan(ModifiedOffset);
        var changed = buffer.AsSpan(ChangedOffset);
        return new FileFacts(
            BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(InodeOffset)),
            BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(SizeOffset)),
            (BinaryPrimitives.ReadInt64LittleEndian(modified) * 1000) + (BinaryPrimitives.ReadInt32LittleEndian(modified[8..]) / 1_000_000),
            (BinaryPrimitives.ReadInt64LittleEndian(changed) * 1_000_000_000) + BinaryPrimitives.ReadInt32LittleEndian(changed[8..]));
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, [Out] byte[] buffer);
}
