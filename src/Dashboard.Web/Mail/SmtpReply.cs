namespace Dashboard.Web.Mail;

/// <summary>What a mail server answered.</summary>
/// <param name="Code">The three digits.</param>
/// <param name="Text">The whole answer with its digits, one line a line.</param>
internal sealed record SmtpReply(int Code, string Text)
{
    public bool IsGood => Code is >= 200 and < 400;

    public bool IsForGood => Code >= 500;

    /// <summary>The lines without their digits: what a server offers after EHLO.</summary>
    public IEnumerable<string> Lines => Text.Split('\n').Select(l => l.Length > 4 ? l[4..] : "");
}
