namespace Dashboard.Web.Mail.Letters;

/// <summary>What a word is about: one colour and one sign each, as on pages.</summary>
internal enum Tone
{
    Ok,
    Risk,
    Likely,
    Exhausted,
    Overage,
    Unclaimed,
    Quiet,
}
