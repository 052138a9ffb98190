namespace Dashboard.Storage.Runbooks;

/// <summary>How often somebody gets a digest. The numbers are stored; never renumber.</summary>
public enum DigestRhythm
{
    /// <summary>As the person's role says: <see cref="MailPreference.RhythmOf"/>.</summary>
    ByRole = -1,

    None = 0,

    Daily = 1,

    Weekly = 2,
}
