using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipRegistrationTests
{
    private const string Instance = ";+sip.instance=\"<urn:uuid:00000000-0000-0000-0000-000e84c060a6>\"";

    [Fact]
    public void The_captured_register_says_who_the_phone_is()
    {
        Assert.Equal(
            new SipRegistration
            {
                AddressOfRecord = "sip:1600@192.168.1.9",
                User = "1600",
                Contact = "sip:1600@192.168.1.130:5060;user=phone;transport=udp",
                Mac = "000E84C060A6",
                UserAgent = "Cisco-CP7960G/8.0",
                Model = "7960G",
                DeviceTypeNumber = 7,
                Expires = 120,
            },
            Facts(SipGolden.Register));
    }

    [Fact]
    public void The_address_comes_from_the_instance_first()
    {
        SipRegistration facts = Facts(SipGolden.Register
            .Replace("-000e84c060a6>", "-001200a65ed2>", StringComparison.Ordinal));

        Assert.Equal("001200A65ED2", facts.Mac);
    }

    [Fact]
    public void Without_an_instance_the_address_comes_from_the_Call_ID()
    {
        SipRegistration facts = Facts(SipGolden.Register
            .Replace(Instance, "", StringComparison.Ordinal)
            .Replace("tag=000e84c060a6", "tag=001200a65ed2", StringComparison.Ordinal));

        Assert.Equal("000E84C060A6", facts.Mac);
    }

    [Fact]
    public void Without_either_the_address_comes_from_the_tag_of_From()
    {
        SipRegistration facts = Facts(SipGolden.Register
            .Replace(Instance, "", StringComparison.Ordinal)
            .Replace("Call-ID: 000e84c0-60a6", "Call-ID: call-0001", StringComparison.Ordinal));

        Assert.Equal("000E84C060A6", facts.Mac);
    }

    [Fact]
    public void Random_digits_of_another_makers_phone_are_no_address()
    {
        SipRegistration facts = Facts(SipGolden.Register
            .Replace("00000000-0000-0000-0000-", "f81d4fae-7dec-11d0-a765-", StringComparison.Ordinal)
            .Replace("Cisco-CP7960G/8.0", "Other/1.0", StringComparison.Ordinal));

        Assert.Null(facts.Mac);
        Assert.Null(facts.Model);
    }

    [Fact]
    public void The_expiry_of_the_contact_goes_before_that_of_the_message() =>
        Assert.Equal(60u, Facts(Contact("<sip:1600@192.168.1.130>;expires=60")).Expires);

    [Theory]
    [InlineData("*", "0", true)]
    [InlineData("<sip:1600@192.168.1.130>;expires=0", "120", true)]
    [InlineData("<sip:1600@192.168.1.130>", "0", true)]
    [InlineData("<sip:1600@192.168.1.130>", "120", false)]
    public void Taking_leave_is_told_from_registering(string contact, string expires, bool leaves)
    {
        string text = Contact(contact).Replace("Expires: 120", "Expires: " + expires, StringComparison.Ordinal);

        Assert.Equal(leaves, Facts(text).IsDeregistration);
    }

    [Theory]
    [InlineData("\"A, B; <C>\" <sip:1600@h;x=y>;q=1, <sip:2@h>", "sip:1600@h;x=y")]
    [InlineData("sip:1600@h;expires=5", "sip:1600@h")]
    public void The_contact_is_a_URI_whatever_stands_around_it(string contact, string uri) =>
        Assert.Equal(uri, Facts(Contact(contact)).Contact);

    [Theory]
    [InlineData("<sip:1600@h>;a;EXPIRES = 7 ;b=\"x;expires=9\"", 7u)]
    [InlineData("<sip:1600@h;expires=9>;expires=\"7\"", 7u)]
    [InlineData("<sip:1600@h>;expires=7, <sip:1600@i>;expires=9", 7u)]
    [InlineData("<sip:1600@h>;", 120u)]
    [InlineData("<sip:1600@h>;expires", 120u)]
    [InlineData("expires=9", 120u)]
    public void The_expiry_is_that_of_the_first_contact_and_else_that_of_the_message(string contact, uint seconds) =>
        Assert.Equal(seconds, Facts(Contact(contact)).Expires);

    [Fact]
    public void Another_request_is_no_registration() => Assert.Null(SipRegistration.From(SipMessageTests.Read(
        SipGolden.Register.Replace("REGISTER", "OPTIONS", StringComparison.Ordinal))));

    private static string Contact(string contact)
    {
        int at = SipGolden.Register.IndexOf("Contact: ", StringComparison.Ordinal) + 9;
        int end = SipGolden.Register.IndexOf("\r\n", at, StringComparison.Ordinal);
        return SipGolden.Register[..at] + contact + SipGolden.Register[end..];
    }

    private static SipRegistration Facts(string text)
    {
        SipRegistration? facts = SipRegistration.From(SipMessageTests.Read(text));
        Assert.NotNull(facts);
        return facts;
    }
}
