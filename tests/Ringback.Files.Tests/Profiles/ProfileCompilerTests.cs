using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Profiles;

public sealed class ProfileCompilerTests
{
    private const string Dictionary = "# number,format,name,size\n"
        + "23,0x4008,UIPassword,10\n1001,0x8010,ServicesUrl,1200\n"
        + "1002,0x8010,DirectoriesUrl,1200\n41,0x10,DialPlan,1200\n";

    [Theory]
    [InlineData("Dhcp:2", "Dhcp takes 0 or 1")]
    [InlineData("StaticIP:192.0.2", "StaticIP takes an address")]
    [InlineData("StaticIP:192.0.2.256", "StaticIP takes an address")]
    [InlineData("SIPPort:port", "SIPPort takes a whole number")]
    [InlineData("SIPPort:4294967296", "SIPPort takes a whole number")]
    [InlineData("UIPassword:1234567890", "at most 9 digits")]
    [InlineData("UIPassword:secret", "at most 9 digits")]
    [InlineData("TimeFormat:1234567890123456", "at most 15 plain characters")]
    [InlineData("UID:caf\xE9", "plain characters")]
    [InlineData("NPrintf:192.0.2.1", "an address and a port")]
    [InlineData("RingOnOffTime:1,2,3,4", "at most 3 numbers")]
    [InlineData("RingOnOffTime:1,70000", "numbers of 16 bits")]
    [InlineData("upgradecode:3,0x601", "type,hardware,a,b,address")]
    [InlineData("upgradelogo:1", "id,address,file")]
    [InlineData("EncryptKeyEx:00", "is not known")]
    [InlineData("NoSuchThing:1", "no setting called NoSuchThing")]
    [InlineData("0x1388:12", "bytes in hexadecimal")]
    [InlineData("Dhcp=1", "is no name:value")]
    [InlineData("include:missing.txt", "no such file")]
    public void What_a_phone_would_not_take_is_refused_with_its_line(string line, string reason)
    {
        ProfileCompilation result = Compile($"#txt\n\n{line}\n");
        Problem error = Assert.Single(result.Errors);
        Assert.Equal(("in.txt", 3), (error.Place?.File, error.Place?.Line));
        Assert.Contains(reason, error.Message);
        Assert.Empty(result.Entries);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        Assert.Equal([1, 1, 2, 4],
            Compile("Dhcp:x\nUID=1\nSIPPort:1\nTimeZone:?").Errors.Select(e => e.Place?.Line).Order());
    }

    [Fact]
    public void What_is_written_last_counts()
    {
        ProfileCompilation result = Compile("#txt\nUID:1\nDhcp:1\nUID:2\n");
        Assert.Equal("2"u8, result.Entries.Single(e => e.Tag == 25).Value.Span);
        Assert.Contains("line 2 is overridden", Assert.Single(result.Warnings).Message);
    }

    [Fact]
    public void A_default_profile_has_nothing_of_one_phone()
    {
        ProfileCompilation result = Compile("#txt\nUIPassword:1\nUID:1\nPWD:1\nDhcp:1\n", forAllPhones: true);
        Assert.Equal([15], result.Entries.Select(e => e.Tag));
        Assert.Equal(3, result.Warnings.Count);
    }

    [Fact]
    public void Both_names_of_a_tag_compile_to_it()
    {
        Assert.Equal(Compile("#txt\nSRST:1.2.3.4").Entries[0].Tag, Compile("#txt\nproxy4:1.2.3.4").Entries[0].Tag);
    }

    [Fact]
    public void Included_files_are_read_in_their_place()
    {
        Dictionary<string, string> files = new() { ["common.txt"] = "#txt\nDhcp:1\nUID:common\n" };
        ProfileCompilation result = Compile("#txt\ninclude:common.txt\nUID:own\n", files);
        Assert.Equal("own"u8, result.Entries.Single(e => e.Tag == 25).Value.Span);
        Assert.Equal([15, 25], result.Entries.Select(e => e.Tag));
    }

    [Fact]
    public void Files_that_include_each_other_are_told()
    {
        Dictionary<string, string> files = new() { ["a"] = "#txt\ninclude:b\n", ["b"] = "#txt\ninclude:a\n" };
        Assert.Contains("include each other", Assert.Single(Compile("#txt\ninclude:a\n", files).Errors).Message);
    }

    [Fact]
    public void A_fan_of_includes_ends()
    {
        Dictionary<string, string> files = new()
        {
            ["a"] = "#txt\n" + string.Concat(Enumerable.Repeat("include:a\nDhcp:1\n", 100)),
        };
        Assert.NotEmpty(Compile("#txt\ninclude:a\n", files).Errors);
    }

    [Fact]
    public void A_profile_above_2000_bytes_is_split_and_names_its_second_file()
    {
        ProfileTags tags = ProfileTags.Read("ptag.dat", Dictionary, out IReadOnlyList<int> unread);
        Assert.Empty(unread);
        string url = new('u', 1100), plan = new('1', 1000);
        ProfileCompilation result = ProfileCompiler.Compile(
            Read($"#txt\nServicesUrl:{url}\nDialPlan:{plan}\nUIPassword:1\n"), tags, "gk001122334455.ex");
        Assert.Equal([0x4000, 23, 41], result.Entries.Select(e => e.Tag));
        Assert.Equal("gk001122334455.ex"u8, result.Entries[0].Value.Span);
        Assert.Equal([1001], result.Extended!.Select(e => e.Tag));
        Assert.True(CompiledProfile.Write(result.Entries).Length <= ProfileCompiler.LargestFile);
    }

    [Fact]
    public void A_profile_of_just_2000_bytes_stays_whole()
    {
        ProfileTags tags = ProfileTags.Read("ptag.dat", Dictionary, out _);
        // Magic and sum take 11 bytes, each of the two tags and lengths 3 or 4.
        string first = new('u', 1000), second = new('1', 2000 - 11 - 4 - 1000 - 3);
        ProfileCompilation whole = ProfileCompiler.Compile(
            Read($"#txt\nServicesUrl:{first}\nDialPlan:{second}\n"), tags, "x.ex");
        Assert.Equal((2000, null), (CompiledProfile.Write(whole.Entries).Length, whole.Extended));
        ProfileCompilation split = ProfileCompiler.Compile(
            Read($"#txt\nServicesUrl:{first}\nDialPlan:{second}1\n"), tags, "x.ex");
        Assert.NotNull(split.Extended);
    }

    [Fact]
    public void What_does_not_fit_into_two_files_is_refused()
    {
        ProfileTags tags = ProfileTags.Read("ptag.dat", Dictionary, out _);
        string url = new('u', 1100);
        ProfileCompilation result = ProfileCompiler.Compile(
            Read($"#txt\nServicesUrl:{url}\nDirectoriesUrl:{url}\n"), tags, "x.ex");
        Assert.Contains("second file", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void A_dictionary_tells_which_lines_it_cannot_use()
    {
        ProfileTags tags = ProfileTags.Read("d", "1,0x8,A,4\nnonsense\n2,zz,B,4\n3,0x10,C,x\n", out var unread);
        Assert.Equal([2, 3, 4], unread);
        Assert.Equal("A", Assert.Single(tags.All).Name);
    }

    private static ProfileText Read(string text, Dictionary<string, string>? files = null) => ProfileText.Read("in.txt",
        Encoding.Latin1.GetBytes(text),
        name => files?.GetValueOrDefault(name) is { } file ? Encoding.Latin1.GetBytes(file) : null);

    private static ProfileCompilation Compile(
        string text, Dictionary<string, string>? files = null, bool forAllPhones = false) =>
        ProfileCompiler.Compile(Read(text, files), ProfileTags.BuiltIn, "out.ex", forAllPhones);
}
