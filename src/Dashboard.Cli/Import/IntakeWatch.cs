namespace Dashboard.Cli.Import;

/// <summary>Told while files are read, on the threads that read: keep it short.</summary>
/// <param name="BytesDone">Bytes done since the last call, those of unchanged files included; may be null.</param>
/// <param name="FileDone">A file is done and committed; may be null.</param>
public sealed record IntakeWatch(Action<long>? BytesDone = null, Action<IntakeResult>? FileDone = null);
