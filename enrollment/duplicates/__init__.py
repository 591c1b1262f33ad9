"""Everybody with everybody: who is registered twice?"""
