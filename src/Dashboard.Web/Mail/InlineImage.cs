namespace Dashboard.Web.Mail;

/// <summary>A picture inside a mail. The HTML shows it by <c>&lt;img src="cid:chart" alt="…"&gt;</c>.</summary>
/// <param name="ContentId">What the HTML calls it: letters, digits and hyphens, unique in its mail.</param>
/// <param name="Png">The bytes of a PNG.</param>
public sealed record InlineImage(string ContentId, ReadOnlyMemory<byte> Png);
