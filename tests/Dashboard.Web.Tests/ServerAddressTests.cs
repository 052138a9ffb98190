namespace Dashboard.Web.Tests;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://[::]:5080", "http://localhost:5080")]
    [InlineData("http://0.0.0.0:80/", "http://localhost:80")]
    [InlineData("https://+:443", "https://localhost:443")]
    [InlineData("http://*:5080", "http://localhost:5080")]
    [InlineData("http://10.0.0.7:5080", "http://10.0.0.7:5080")]
    public void A_printed_link_can_be_opened(string listening, string printed) => Assert.Equal(printed, ServerAddress.Readable(listening));
}
