using Ringback.Workbench.Http;

namespace Ringback.Workbench.Tests.Http;

/// <summary>The name in a request line.</summary>
public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/SEP000E84C060A6.cnf.xml", "SEP000E84C060A6.cnf.xml")]
    [InlineData("/English_United_States/be-sccp.jar", "English_United_States/be-sccp.jar")]
    [InlineData("/a%20b?x=1", "a b")]
    [InlineData("/OS79XX.TXT#top", "OS79XX.TXT")]
    [InlineData("http://192.168.1.2:6970/term42.default.loads", "term42.default.loads")]
    [InlineData("/%c3%a4", "Ã¤")]
    [InlineData("//etc/passwd", "/etc/passwd")]
    [InlineData("/../secret", "../secret")]
    [InlineData("/%2e%2e%2fsecret", "../secret")]
    [InlineData("/%252e", "%2e")]
    [InlineData("/", "")]
    public void A_name_is_decoded_once_and_never_normalised(string target, string name) =>
        Assert.Equal(name, RequestTarget.NameIn(target));

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("192.168.1.2:6970")]
    [InlineData("http://192.168.1.2")]
    [InlineData("/%")]
    [InlineData("/%4")]
    [InlineData("/a%zz")]
    public void What_names_no_file_has_no_name(string target) => Assert.Null(RequestTarget.NameIn(target));

    [Fact]
    public void Every_beginning_and_every_spoilt_byte_of_a_target_is_read_without_an_exception()
    {
        const string target = "http://192.168.1.2:6970/a%20b/%2e%2e/SEP000E84C060A6.cnf.xml?x#y";
        for (int length = 0; length <= target.Length; length++) _ = RequestTarget.NameIn(target[..length]);
        Random dice = new(6970);
        for (int i = 0; i < 20_000; i++)
        {
            char[] spoilt = target.ToCharArray();
            for (int n = 0; n < 3; n++) spoilt[dice.Next(spoilt.Length)] = (char)dice.Next(256);
            string? name = RequestTarget.NameIn(new string(spoilt));
            Assert.True(name is null || name.Length < target.Length);
        }
    }
}
