using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>profile compile and show, from file to file.</summary>
public sealed class ProfileTests
{
    [Fact]
    public async Task Profile_goes_to_bytes_and_back()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["in.txt"], "#txt\r\ninclude:common.txt\r\nUIPassword:1234\r\n");
        File.WriteAllText(folder["common.txt"], "#txt\nDhcp:1\n");

        (await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["gk0011"])).Expect(0);
        string shown = (await RingbackProgram.RunAsync("profile", "show", folder["gk0011"])).Expect(0).Output;
        JsonElement json = (await RingbackProgram.RunAsync("profile", "show", folder["gk0011"], "--json"))
            .Expect(0).Json;
        File.WriteAllText(folder["again.txt"], shown);
        (await RingbackProgram.RunAsync("profile", "compile", folder["again.txt"], folder["again"])).Expect(0);

        Assert.Equal("#txt\nDhcp:1\nUIPassword:1234\n", shown);
        Assert.Equal(File.ReadAllBytes(folder["gk0011"]), File.ReadAllBytes(folder["again"]));
        Assert.Equal(["Dhcp", "UIPassword"],
            json.GetProperty("settings").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("--key", "1a2b3c")]
    [InlineData("--key-ex", "00112233445566778899aabbccddeeff")]
    public async Task Encrypted_profile_opens_with_its_key_only(string option, string key)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["in.txt"], "#txt\nDhcp:1\n");

        (await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["out.x"], option, key))
            .Expect(0);

        Assert.Equal("#txt\nDhcp:1\n",
            (await RingbackProgram.RunAsync("profile", "show", folder["out.x"], option, key)).Expect(0).Output);
        (await RingbackProgram.RunAsync("profile", "show", folder["out.x"])).Expect(2);
    }

    [Fact]
    public async Task An_image_of_another_device_is_told_and_an_ATA_is_sent_to_its_own_tags()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["gk0002fd000001.txt"],
            "#txt\nupgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x060412a,CP7905080001SIP060412A.sbin\n");
        File.WriteAllText(folder["ata0002fd000002.txt"], "#txt\nUID0:201\n");

        Finished other = await RingbackProgram.RunAsync("profile", "compile", folder["gk0002fd000001.txt"],
            folder["gk0002fd000001"]);
        Finished ata = await RingbackProgram.RunAsync("profile", "compile", folder["ata0002fd000002.txt"],
            folder["ata0002fd000002"]);

        Assert.Contains("image of the 7905", Assert.Single(other.Expect(1).ErrorLines));
        Assert.Contains("--tags", ata.Expect(2).ErrorLines[^1]);
    }

    [Fact]
    public async Task Every_wrong_line_is_told_and_nothing_is_written()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["in.txt"], "#txt\nDhcp=1\nSIPPort:many\n");

        Finished run = await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["out"]);

        run.Expect(2);

        Assert.Contains("in.txt line 2", run.ErrorLines[0]);
        Assert.Contains("in.txt line 3", run.ErrorLines[1]);
        Assert.False(File.Exists(folder["out"]));
    }

    [Fact]
    public async Task File_that_is_no_profile_is_not_replaced()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["in.txt"], "#txt\nDhcp:1\n");
        File.WriteAllText(folder["notes"], "somebody's notes");

        (await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["notes"])).Expect(2);
        Assert.Equal("somebody's notes", File.ReadAllText(folder["notes"]));
        (await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["notes"], "--overwrite"))
            .Expect(0);
        // A profile is replaced without asking: that is what compiling again is for.
        (await RingbackProgram.RunAsync("profile", "compile", folder["in.txt"], folder["notes"])).Expect(0);
    }

    [Fact]
    public async Task Cut_profile_is_told()
    {
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["cut"], Convert.FromHexString("23617461fffe0400e5000617043132"));
        Finished run = (await RingbackProgram.RunAsync("profile", "show", folder["cut"])).Expect(2);
        Assert.Contains("cut short", Assert.Single(run.ErrorLines));
    }
}
