using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Cli.Import;

/// <summary>What tells whether a file is still the one that was read.</summary>
/// <param name="Inode">0 where the system states none.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAtMs">Unix milliseconds UTC.</param>
internal readonly record struct FileFacts(long Inode, long Size, long ModifiedAtMs)
{
    private const int StatxBytes = 256;
    private const int InodeOffset = 32;
    private const uint StatxInode = 0x100;
    private const int CurrentDirectory = -100;

    /// <summary>The facts of a file.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static FileFacts Of(string path)
    {
        var file = new FileInfo(path);
        return new FileFacts(InodeOf(path), file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds());
    }

    /// <summary>.NET does not tell the inode. The layout of <c>statx</c> is fixed by the Linux kernel for every processor.</summary>
    private static long InodeOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var buffer = new byte[StatxBytes];
        try
        {
            return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, StatxInode, buffer) == 0 ? BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(InodeOffset)) : 0;
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, [Out] byte[] buffer);
}
