"""Sign-in at a municipality's own provider (OpenID Connect), beside the form. Both end in one
kind of session.
"""
