namespace Dashboard.Storage.Backups;

/// <summary>A backup that was written.</summary>
/// <param name="File">Where.</param>
/// <param name="Bytes">How large.</param>
/// <param name="Figures">What it holds.</param>
/// <param name="IsRestored">Whether it was restored into an empty database and compared; false when the server does not allow that, and only its list was read.</param>
public sealed record BackupReport(string File, long Bytes, DatabaseFigures Figures, bool IsRestored);
