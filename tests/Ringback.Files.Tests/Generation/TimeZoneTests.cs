using Ringback.Files.Configuration;
using Ringback.Files.Generation;
using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Generation;

/// <summary>One name for a clock, in the words of each kind of phone.</summary>
public sealed class TimeZoneTests
{
    private const string Phone = "SIP000E84C060A6.cnf";

    [Theory]
    [InlineData("Europe/Berlin", "CET", "March 8 2", "October 8 3")]
    [InlineData("Europe/London", "GMT", "March 8 1", "October 8 2")]
    [InlineData("Europe/Helsinki", "EET", "March 8 3", "October 8 4")]
    [InlineData("Atlantic/Azores", "WAT", "March 8 0", "October 8 1")]
    [InlineData("America/New_York", "EST", "March 2 2", "November 1 2")]
    [InlineData("Australia/Sydney", "EAST", "October 1 2", "April 1 3")]
    [InlineData("Pacific/Auckland", "NZST", "September 8 2", "April 1 3")]
    public void A_sip_7940_gets_the_name_and_the_rule(string zone, string name, string begins, string ends)
    {
        CnfText file = Sip(zone);
        Assert.Equal((name, "1"), (file.Value("time_zone"), file.Value("dst_auto_adjust")));
        Assert.Equal(begins, Change("start"));
        Assert.Equal(ends, Change("stop"));

        string Change(string which) => $"{file.Value($"dst_{which}_month")} "
            + $"{file.Value($"dst_{which}_week_of_month")} {file.Value($"dst_{which}_time")}";
    }

    [Theory]
    [InlineData("America/Phoenix", "MST")]
    [InlineData("Asia/Tokyo", "JST")]
    [InlineData("Asia/Kolkata", "IST")]
    [InlineData("Etc/UTC", "GMT")]
    public void A_zone_without_summer_time_switches_it_off(string zone, string name)
    {
        CnfText file = Sip(zone);
        Assert.Equal((name, "0"), (file.Value("time_zone"), file.Value("dst_auto_adjust")));
        Assert.Null(file.Value("dst_start_month"));
    }

    [Theory]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Asia/Jerusalem")]
    [InlineData("America/Santiago")]
    public void What_a_sip_7940_cannot_say_is_left_out_and_told(string zone)
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7960", "P0S3-8-12-00", Wanted.Least with { TimeZone = zone }));
        Assert.Equal(["timeZone"], set.Warnings());
        Assert.DoesNotContain("time_zone", set.Text(Phone), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "W. Europe Standard/Daylight Time")]
    [InlineData("W. Europe Standard/Daylight Time", "W. Europe Standard/Daylight Time")]
    [InlineData("cet", "W. Europe Standard/Daylight Time")]
    [InlineData("America/Phoenix", "US Mountain Standard Time")]
    [InlineData("Asia/Singapore", "Taipei Standard Time")]
    public void A_java_phone_gets_its_own_name(string zone, string name)
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7961G", "SIP41.9-4-2SR3-1S", Wanted.Least with { TimeZone = zone }));
        Assert.Empty(set.Problems);
        Assert.Contains($"<timeZone>{name}</timeZone>", set.Text("SEP000E84C060A6.cnf.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_java_phone_has_no_name_for_is_left_out_and_told()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7961G", "SIP41.9-4-2SR3-1S", Wanted.Least with { TimeZone = "Asia/Kathmandu" }));
        Assert.Equal(["timeZone"], set.Warnings());
        Assert.DoesNotContain("timeZone", set.Text("SEP000E84C060A6.cnf.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Etc/UTC", "0")]
    [InlineData("Asia/Tokyo", "9")]
    [InlineData("Pacific/Fiji", "12")]
    [InlineData("Etc/GMT+12", "13")]
    [InlineData("America/Phoenix", "18")]
    [InlineData("America/Noronha", "23")]
    [InlineData("Atlantic/Cape_Verde", "24")]
    [InlineData("Asia/Kathmandu", "345")]
    [InlineData("Asia/Kolkata", "330")]
    public void A_7912_gets_a_code_or_minutes(string zone, string code)
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7912G", "CP7912080001SIP060412A", Wanted.Least with { TimeZone = zone }));
        Assert.Empty(set.Problems);
        Assert.Equal(code, Value(set, "TimeZone"));
    }

    [Fact]
    public void Minutes_west_of_greenwich_are_negative()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7912G", "CP7912080001SIP060412A", Wanted.Least with { TimeZone = "America/St_Johns" }));
        Assert.Equal(["timeZone"], set.Warnings());
        Assert.Equal("-210", Value(set, "TimeZone"));
    }

    private static CnfText Sip(string zone)
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7960", "P0S3-8-12-00", Wanted.Least with { TimeZone = zone }));
        Assert.Empty(set.Problems);
        return CnfText.Read(set.Find(Phone)!.Content);
    }

    private static string Value(ConfigurationSet set, string name)
    {
        Assert.True(CompiledProfile.TryRead(set.Files[0].Content.Span, out CompiledProfile? profile, out _));
        string[] lines = [.. ProfilePrinter.Print(profile, ProfileTags.BuiltIn).Split('\n')];
        return lines.First(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];
    }
}
