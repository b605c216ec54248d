using System.Text;
using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Profiles;

public sealed class CompiledProfileTests
{
    private const string Upgrade = "upgradecode:3,0x601,0x0400,0x0100,192.0.2.10,69,0x080108a,"
        + "CP7912080004SCCP080108A.sbin\nDhcp:1\nNTPIP:192.0.2.1\nUID:7175\n";

    // The public vectors: sources.md file-formats §F and other-phones §1.5.
    [Theory]
    [InlineData("UseTftp:1", "23617461fffe0400160003140101")]
    [InlineData("StaticIP:192.0.2.170", "23617461fffe04017300060304c00002aa")]
    [InlineData("SIPPort:5060", "23617461fffe04012000064504000013c4")]
    [InlineData("UIPassword:1234", "23617461fffe0400e50006170431323334")]
    [InlineData(Upgrade, "23617461fffe040be3004291003003000006010400"
        + "0100c000020a00450080108a43503739313230383030303453434350303830313038412e7362696e000f010118"
        + "04c00002011904" + "37313735")]
    public void Compiles_to_the_public_vectors(string lines, string expected)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(Compile("#txt\n" + lines)));
    }

    [Fact]
    public void What_is_shown_compiles_into_the_same_bytes()
    {
        const string text = """
            #txt
            ServicesUrl:http://192.0.2.1/s?a=b:c
            NPrintf:192.0.2.5.9001
            tftpurl2:192.0.2.7
            upgradelogo:2,0.0.0.0,logo.bmp
            upgradelang:3,0x601,0x0400,0x0100,0.0.0.0,69,0x1,lang.kup
            DialTone:2,31538,30831,1380,1740,1,0,0,1000
            DialPlan:*St4-|#St4-|911|1>#t8.r9t2-
            TimeZone:-60
            OpFlags:0x2
            Dhcp:0
            CallPrefGuiShow:0xffffffff
            """;
        byte[] compiled = Compile(text);
        Assert.Equal(compiled, Compile(Show(compiled)));
        Assert.Contains("TimeZone:-60\n", Show(compiled));
        Assert.Contains("NPrintf:192.0.2.5.9001\n", Show(compiled));
    }

    [Fact]
    public void Any_entries_come_back_from_the_text_that_is_shown()
    {
        Random dice = new(7905);
        for (int turn = 0; turn < 20_000; turn++)
        {
            HashSet<int> taken = [];
            List<ProfileEntry> entries = [];
            for (int i = dice.Next(6); i >= 0; i--)
            {
                ProfileTag known = ProfileTags.BuiltIn.All[dice.Next(ProfileTags.BuiltIn.All.Count)];
                int tag = dice.Next(4) switch
                {
                    0 => dice.Next(1, 255),
                    1 => 0x1100 + dice.Next(8),
                    _ => known.Tag,
                };
                byte[] value = new byte[dice.Next(3) == 0 ? dice.Next(200) : known.Size];
                dice.NextBytes(value);
                if (dice.Next(2) == 0) for (int b = 0; b < value.Length; b++) value[b] = (byte)(0x30 + value[b] % 10);
                if (taken.Add(tag)) entries.Add(new ProfileEntry(tag, value));
            }

            byte[] file = CompiledProfile.Write(entries);
            Assert.Equal(Convert.ToHexString(file), Convert.ToHexString(Compile(Show(file))));
        }
    }

    [Fact]
    public void Tags_up_to_254_are_stored_in_order_behind_the_others()
    {
        byte[] file = Compile("#txt\nUID:1\nDhcp:1\nDateFormat:m-d\nServicesUrl:0\nStaticIP:0\n");
        Assert.True(CompiledProfile.TryRead(file, out CompiledProfile? profile, out _));
        Assert.Equal([1009, 1001, 3, 15, 25], profile.Entries.Select(e => e.Tag));
    }

    [Fact]
    public void Every_prefix_is_refused_or_unsound()
    {
        byte[] file = Compile("#txt\n" + Upgrade);
        for (int length = 0; length < file.Length; length++)
        {
            bool read = CompiledProfile.TryRead(file.AsSpan(0, length), out CompiledProfile? profile,
                out ProfileFault why);
            Assert.Equal(read, why == ProfileFault.None);
            Assert.False(read && profile!.IsSound);
        }
    }

    [Fact]
    public void One_flipped_bit_is_noticed()
    {
        byte[] file = Compile("#txt\n" + Upgrade);
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << bit % 8);
            bool read = CompiledProfile.TryRead(file, out CompiledProfile? profile, out _);
            Assert.False(read && profile!.IsSound);
            file[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void Hostile_bytes_are_read_without_harm()
    {
        Random dice = new(7912);
        byte[] sound = Compile("#txt\n" + Upgrade);
        for (int turn = 0; turn < 200_000; turn++)
        {
            byte[] file = sound[..dice.Next(sound.Length + 1)];
            for (int i = dice.Next(5); i > 0 && file.Length > 0; i--)
                file[dice.Next(file.Length)] = (byte)dice.Next(256);
            if (CompiledProfile.TryRead(file, out CompiledProfile? profile, out _))
                Assert.StartsWith("#txt\n", ProfilePrinter.Print(profile, ProfileTags.BuiltIn));
        }
    }

    internal static byte[] Compile(string text)
    {
        ProfileText read = ProfileText.Read("in.txt", Encoding.Latin1.GetBytes(text), _ => null);
        ProfileCompilation result = ProfileCompiler.Compile(read, ProfileTags.BuiltIn, "out.ex");
        Assert.Empty(result.Errors);
        return CompiledProfile.Write(result.Entries);
    }

    private static string Show(byte[] file)
    {
        Assert.True(CompiledProfile.TryRead(file, out CompiledProfile? profile, out _));
        return ProfilePrinter.Print(profile, ProfileTags.BuiltIn);
    }
}
